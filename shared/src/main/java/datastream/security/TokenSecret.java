package datastream.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

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

    /**
     * A key for signing something else than tokens. Whoever has it cannot find the secret or a key
     * for another purpose from it (HKDF, RFC 5869).
     *
     * @param purpose what is signed; another purpose has another key
     */
    public SecretKey keyFor(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(text.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(
                                            purpose.getBytes(StandardCharsets.UTF_8), LEAST_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HKDF-SHA256", e);
        }
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "TokenSecret[hidden]";
    }
}
