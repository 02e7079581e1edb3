package datastream.security;

import java.time.Instant;

/**
 * A signed token and the end of its validity.
 *
 * @param text the token, for {@code Authorization: Bearer}
 * @param expiresAt from when on it is refused
 */
public record IssuedToken(String text, Instant expiresAt) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "IssuedToken[hidden, expiresAt=" + expiresAt + "]";
    }
}
