package datastream.security;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Turns texts into names for them that tell nothing: the same in every service of one installation,
 * 128 bits in hexadecimal. Without the secret nobody can find the text by trying. Thread-safe.
 */
public final class KeyedDigest {

    private static final int BYTES = 16;

    private final KeyedHash hash;

    /**
     * @param purpose what the names are for; another purpose has other names
     */
    public KeyedDigest(TokenSecret secret, String purpose) {
        hash = new KeyedHash(secret, purpose);
    }

    /** 32 characters. */
    public String of(String text) {
        byte[] whole = hash.of(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(whole, 0, BYTES);
    }
}
