package datastream.security;

import org.jspecify.annotations.Nullable;

/** Tells whom a token speaks for. Thread-safe. */
public interface TokenVerifier {

    /**
     * Checks an {@code Authorization} header or metadata value.
     *
     * @throws InvalidToken unless it is {@code Bearer} and a token of ours that is good now
     */
    Principal verifyBearer(@Nullable String authorization) throws InvalidToken;

    /**
     * Whether somebody who was let in may go on, as far as is known: false once the account has
     * been disabled, deleted or changed. Cheap enough to be asked for every message.
     */
    boolean stillHolds(Principal principal);
}
