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

    /** Of this, its rejection, two texts, and what the quarantine adds. */
    private static final int BYTES_OF_OBJECTS = 250;

    public BadReading {
        if (content.length() > MOST_CONTENT) {
            throw new IllegalArgumentException("content of " + content.length() + " characters");
        }
    }

    /** Keeps the beginning of a content that is too long. */
    public static BadReading of(Rejection rejection, String content) {
        return of(rejection, content, true);
    }

    /**
     * The same for a content of which some may be missing already.
     *
     * @param whole whether {@code content} is all that was sent
     */
    static BadReading of(Rejection rejection, String content, boolean whole) {
        boolean fits = content.length() <= MOST_CONTENT;
        return new BadReading(
                rejection, fits ? content : content.substring(0, MOST_CONTENT), whole && fits);
    }

    /** About the most bytes of memory that it takes: its texts, and the objects around them. */
    public int bytes() {
        int characters = content.length() + rejection.message().length();
        return BYTES_OF_OBJECTS + Character.BYTES * characters;
    }
}
