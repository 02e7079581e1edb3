package datastream.collector.domain;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Continues a session, once: 128 random bits that all tokens of the session share, its family, and
 * 256 random bits that each has of its own. By the family a token is known as one of the session
 * however long ago it was spent, and nobody who never had one can name it. Immutable.
 */
public final class RefreshToken {

    /** By which those who look for secrets in the wrong places can tell one. */
    static final String PREFIX = "dsr_";

    private static final int FAMILY_BYTES = 16;
    private static final int OWN_BYTES = 32;

    /** Of so many letters that none has bits to spare: every token has one spelling only. */
    private static final Pattern FORM =
            Pattern.compile(
                    PREFIX + "[A-Za-z0-9_-]{%d}".formatted((FAMILY_BYTES + OWN_BYTES) * 4 / 3));

    private final byte[] family;
    private final String text;

    private RefreshToken(byte[] family, String text) {
        this.family = family;
        this.text = text;
    }

    /** The first of a new session. */
    public static RefreshToken first(SecureRandom random) {
        return in(RandomSecret.bytes(random, FAMILY_BYTES), random);
    }

    /** Another of the same session. */
    public RefreshToken next(SecureRandom random) {
        return in(family, random);
    }

    private static RefreshToken in(byte[] family, SecureRandom random) {
        byte[] all = Arrays.copyOf(family, FAMILY_BYTES + OWN_BYTES);
        byte[] own = RandomSecret.bytes(random, OWN_BYTES);
        System.arraycopy(own, 0, all, FAMILY_BYTES, OWN_BYTES);
        return new RefreshToken(family, RandomSecret.text(PREFIX, all));
    }

    /** Null when it is none by its form. */
    public static @Nullable RefreshToken parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        byte[] all = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        return new RefreshToken(Arrays.copyOf(all, FAMILY_BYTES), text);
    }

    /** The token itself, for the one who may have it. */
    public String text() {
        return text;
    }

    /** What the session is found by: 32 bytes, from which nobody finds a token. */
    public byte[] familyHash() {
        return RandomSecret.hash(family);
    }

    /** What the token is known by: 32 bytes, from which nobody finds it. */
    public byte[] hash() {
        return RandomSecret.hash(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "RefreshToken[hidden]";
    }
}
