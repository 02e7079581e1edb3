package datastream.security;

import org.jspecify.annotations.Nullable;

/** Tells whom a token or an API key speaks for. Thread-safe. */
public interface TokenVerifier {

    /**
     * Checks an {@code Authorization} header or metadata value.
     *
     * @throws InvalidToken unless it is {@code Bearer} and a token of ours that is good now
     */
    Principal verifyBearer(@Nullable String authorization) throws InvalidToken;

    /**
     * Checks an API key.
     *
     * @throws InvalidToken unless it is one that is good now, as none is where keys are not known
     */
    default Principal verifyKey(String key) throws InvalidToken {
        throw new InvalidToken("API keys are not known here");
    }

    /**
     * Whether somebody who was let in may go on, as far as is known: false once the account has
     * been disabled, deleted or changed, or the key is not good any more. Cheap enough to be asked
     * for every message.
     */
    boolean stillHolds(Principal principal);
}
