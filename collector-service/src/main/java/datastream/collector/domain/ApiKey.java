package datastream.collector.domain;

import datastream.security.KeyText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a device or a service shows to be let in: 256 random bits in base64url behind {@value
 * #PREFIX}. Whoever has the text has the key. Immutable.
 */
public final class ApiKey {

    /** By which a key is told from a token, and found by those who look for secrets. */
    public static final String PREFIX = KeyText.PREFIX;

    private static final int BYTES = 32;
    private static final int HINT = PREFIX.length() + 6;

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** A new one. */
    public static ApiKey random(SecureRandom random) {
        return new ApiKey(RandomSecret.text(PREFIX, RandomSecret.bytes(random, BYTES)));
    }

    /** Null when it is none by its form. */
    public static @Nullable ApiKey parse(String text) {
        return KeyText.parse(text) == null ? null : new ApiKey(text);
    }

    /** The key itself, for the one who may have it. */
    public String text() {
        return text;
    }

    /** Its first letters, to tell keys apart: 220 bits are left to guess. */
    public String hint() {
        return text.substring(0, HINT);
    }

    /** What it is known by: SHA-256 of the text in hexadecimal, from which nobody finds it. */
    public String hash() {
        return HexFormat.of()
                .formatHex(RandomSecret.hash(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
