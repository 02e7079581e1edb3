package datastream.generator;

import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import org.jspecify.annotations.Nullable;

/** What a service without a secret knows of tokens: it cannot check any, so none is good. */
final class NoTokens implements TokenVerifier {

    @Override
    public Principal verifyBearer(@Nullable String authorization) throws InvalidToken {
        throw new InvalidToken(
                "This service has no JWT_SECRET, so nobody controls it from outside");
    }

    @Override
    public boolean stillHolds(Principal principal) {
        return false;
    }
}
