package datastream.reading;

/**
 * A reading that is not stored, with what its sender sent: enough to find the fault and, once that
 * is mended, to hand it in again.
 *
 * @param rejection why
 * @param content the reading as it was sent, as JSON where that is possible; at most {@link
 *     #MOST_CONTENT} characters
 * @param whole whether {@code content} is all of it
 */
public record BadReading(Rejection rejection, String content, boolean whole) {

    /** The longest content that is kept; a reading of ours has some 150 characters. */
    public static final int MOST_CONTENT = 4_000;

    public BadReading {
        if (content.length() > MOST_CONTENT) {
            throw new IllegalArgumentException("content of " + content.length() + " characters");
        }
    }

    /** Keeps the beginning of a content that is too long. */
    public static BadReading of(Rejection rejection, String content) {
        boolean whole = content.length() <= MOST_CONTENT;
        return new BadReading(
                rejection, whole ? content : content.substring(0, MOST_CONTENT), whole);
    }
}
