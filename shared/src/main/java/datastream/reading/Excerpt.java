package datastream.reading;

/**
 * The beginning of a text from outside, fit to be shown in an error message, stored and logged: at
 * most 64 characters on one line, every one of which any encoding can carry.
 */
public final class Excerpt {

    private static final int LONGEST = 64;
    private static final char REPLACEMENT = '\uFFFD';

    private Excerpt() {}

    /**
     * The text itself when it is short and harmless; otherwise cut, with unfit characters replaced.
     */
    public static String of(String text) {
        var shown = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            int character = text.codePointAt(position);
            position += Character.charCount(character);
            if (position > LONGEST) {
                return shown.append('…').toString();
            }
            shown.appendCodePoint(isFit(character) ? character : REPLACEMENT);
        }
        return shown.toString();
    }

    private static boolean isFit(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
