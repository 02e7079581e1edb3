package datastream.chaos.verdict;

/** Counts what becomes a {@link Verdict}. Not thread-safe. */
final class Tally {

    long attempted;
    long acknowledged;
    long stored;
    long lost;
    long duplicated;
    long invented;
    long corrupt;
    long unacknowledged;
    long rejectedWrongly;
    long storedBad;

    /** Rows of the table that were looked at. */
    long rows;

    Verdict verdict() {
        return new Verdict(
                attempted,
                acknowledged,
                stored,
                lost,
                duplicated,
                invented,
                corrupt,
                unacknowledged,
                rejectedWrongly,
                storedBad);
    }
}
