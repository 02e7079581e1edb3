package datastream.reading;

/**
 * Why one reading was not stored and, sent again unchanged, never will be.
 *
 * @param index position in what the sender sent, from 0
 * @param code the kind of failure
 * @param field wire name of the offending field; empty when the whole reading is meant
 * @param message the rule and the value, in words for the sender
 */
public record Rejection(long index, Code code, String field, String message) {

    /** The kinds of rejection. */
    public enum Code {
        /** A rule of the reading is broken. */
        INVALID,
        /** Another value is stored under the same sensor and timestamp. */
        CONFLICT,
        /** The database refuses this one reading. */
        REFUSED
    }
}
