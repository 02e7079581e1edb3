package datastream.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
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

    /** Of 32 random bytes in any usual writing, fewer are as good as impossible. */
    private static final int LEAST_CHARACTERS = 8;

    private static final int ID_BYTES = 8;

    /**
     * @throws IllegalArgumentException when it is shorter than 32 bytes, or repeats a few
     *     characters
     */
    public TokenSecret {
        requireStrong("JWT_SECRET", text);
    }

    /**
     * @param setting which the error names
     * @throws IllegalArgumentException when it is too weak
     */
    static TokenSecret named(String setting, String text) {
        requireStrong(setting, text);
        return new TokenSecret(text);
    }

    private static void requireStrong(String setting, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_BYTES) {
            throw tooWeak(
                    "%s must have at least %d bytes, this one has %d", setting, LEAST_BYTES, bytes);
        }
        long characters = text.chars().distinct().count();
        if (characters < LEAST_CHARACTERS) {
            throw tooWeak(
                    "%s must have at least %d different characters, this one has %d",
                    setting, LEAST_CHARACTERS, characters);
        }
    }

    private static IllegalArgumentException tooWeak(
            String rule, String setting, int least, long found) {
        return new IllegalArgumentException(
                rule.formatted(setting, least, found) + "; `openssl rand -base64 48` makes one");
    }

    /**
     * Tells one secret from another: the same in every service, and nothing that the secret could
     * be found from but by trying.
     */
    String id() {
        byte[] key = keyFor("token key id").getEncoded();
        return HexFormat.of().formatHex(key, 0, ID_BYTES);
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
