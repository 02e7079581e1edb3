package datastream.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What entitles to make the first account of an installation from another machine: 128 bits in
 * hexadecimal. Derived from the secret, so it is the same on every collector and after a restart.
 * Thread-safe.
 */
public final class SetupToken {

    private static final int BYTES = 16;

    private final String text;

    public SetupToken(TokenSecret secret) {
        byte[] key = secret.keyFor("set-up token").getEncoded();
        text = HexFormat.of().formatHex(Arrays.copyOf(key, BYTES));
    }

    /** The token itself, for the one who may have it. */
    public String text() {
        return text;
    }

    /** Takes as long for every text of one length. */
    public boolean matches(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "SetupToken[hidden]";
    }
}
