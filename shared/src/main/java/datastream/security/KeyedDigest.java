package datastream.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Turns texts into names for them that tell nothing: the same in every service of one installation,
 * 128 bits in hexadecimal. Without the secret nobody can find the text by trying. Thread-safe.
 */
public final class KeyedDigest {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKey key;

    /**
     * @param purpose what the names are for; another purpose has other names
     */
    public KeyedDigest(TokenSecret secret, String purpose) {
        key = secret.keyFor(purpose);
    }

    /** 32 characters. */
    public String of(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(whole, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
