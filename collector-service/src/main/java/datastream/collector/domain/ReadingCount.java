package datastream.collector.domain;

/**
 * How many readings there are, as far as that was counted: counting very many takes longer than
 * anybody waits, and often it is enough to know that they are more than some.
 *
 * @param readings counted, at least 0
 * @param exact whether these are all; else there are at least so many
 */
public record ReadingCount(long readings, boolean exact) {

    public ReadingCount {
        if (readings < 0) {
            throw new IllegalArgumentException("Counted " + readings);
        }
    }

    public static ReadingCount exactly(long readings) {
        return new ReadingCount(readings, true);
    }

    public static ReadingCount atLeast(long readings) {
        return new ReadingCount(readings, false);
    }

    /** Whether it is known that there are no more than so many. */
    public boolean isAtMost(long most) {
        return exact && readings <= most;
    }

    /** Whether both may be counts of the same readings. */
    public boolean agreesWith(ReadingCount other) {
        if (exact && other.exact) {
            return readings == other.readings;
        }
        if (exact) {
            return other.readings <= readings;
        }
        return !other.exact || readings <= other.readings;
    }

    @Override
    public String toString() {
        return (exact ? "" : "at least ") + readings;
    }
}
