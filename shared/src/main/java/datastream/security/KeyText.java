package datastream.security;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An API key as its holder has it. Whoever has the text has the key. Immutable. */
public final class KeyText {

    /** By which a key is told from a token, and found by those who look for secrets. */
    public static final String PREFIX = "dsk_";

    /** 256 bits in base64url. */
    private static final int LETTERS = 43;

    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[A-Za-z0-9_-]{%d}".formatted(LETTERS));

    private final String text;

    private KeyText(String text) {
        this.text = text;
    }

    /** Null when it is none by its form. */
    public static @Nullable KeyText parse(String text) {
        return FORM.matcher(text).matches() ? new KeyText(text) : null;
    }

    /**
     * As it is configured.
     *
     * @param setting which the error names
     * @throws IllegalArgumentException when it is none by its form; it does not repeat the text
     */
    public static KeyText named(String setting, String text) {
        KeyText key = parse(text);
        if (key == null) {
            throw new IllegalArgumentException(
                    "%s must be an API key: %s and %d letters, digits, - and _"
                            .formatted(setting, PREFIX, LETTERS));
        }
        return key;
    }

    /** The key itself, for the one who may have it. */
    public String text() {
        return text;
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "KeyText[hidden]";
    }
}
