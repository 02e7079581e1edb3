package datastream.collector.domain;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of a code once, for who has lost the app: 120 random bits as 24 letters and
 * digits in groups of four. Immutable.
 */
public final class RecoveryCode {

    private static final int BYTES = 15;
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{24}");
    private static final Pattern GROUP = Pattern.compile("(.{4})(?!$)");
    private static final Pattern SPACING = Pattern.compile("[ -]");

    private final String letters;

    private RecoveryCode(String letters) {
        this.letters = letters;
    }

    /** A new one. */
    public static RecoveryCode random(SecureRandom random) {
        return new RecoveryCode(Base32.encode(RandomSecret.bytes(random, BYTES)));
    }

    /** However it is typed: in small letters, grouped in another way. Null when it is none. */
    public static @Nullable RecoveryCode parse(String text) {
        String letters = SPACING.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return FORM.matcher(letters).matches() ? new RecoveryCode(letters) : null;
    }

    /** The code itself, for the one who may have it. */
    public String text() {
        return GROUP.matcher(letters).replaceAll("$1-");
    }

    /**
     * What it is known by: 32 bytes, from which nobody finds it. With more than 112 random bits it
     * needs no slow hash (ASVS 5.0, 6.5.2).
     */
    public byte[] hash() {
        return RandomSecret.hash(letters.getBytes(StandardCharsets.US_ASCII));
    }

    /** Never shows the code. */
    @Override
    public String toString() {
        return "RecoveryCode[hidden]";
    }
}
