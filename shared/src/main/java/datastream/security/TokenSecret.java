package datastream.security;

import java.nio.charset.StandardCharsets;

/**
 * The secret that signs tokens, the same in every service of one installation.
 *
 * @param text at least 32 bytes in UTF-8, the size of an HS256 key (RFC 7518, section 3.2)
 */
public record TokenSecret(String text) {

    private static final int LEAST_BYTES = 32;

    /**
     * @throws IllegalArgumentException when shorter than 32 bytes
     */
    public TokenSecret {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "JWT_SECRET must have at least %d bytes, this one has %d; `openssl rand -base64 48` makes one"
                            .formatted(LEAST_BYTES, bytes));
        }
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "TokenSecret[hidden]";
    }
}
