package datastream.chaos.verdict;

/**
 * What the comparison of journals and table found, in readings.
 *
 * @param attempted good readings that senders tried to hand in
 * @param acknowledged those of them that were answered as stored
 * @param stored rows of the table that belong to an attempted reading
 * @param lost acknowledged, and not in the table
 * @param duplicated rows beyond the first with the same sensor and timestamp
 * @param invented in the table, never attempted
 * @param corrupt in the table with another value than attempted, compared to the bit
 * @param unacknowledged attempted by senders that lived to the end, and answered in no way
 * @param rejectedWrongly good, and answered as refused
 * @param storedBad made to be refused, and stored or answered as stored
 */
public record Verdict(
        long attempted,
        long acknowledged,
        long stored,
        long lost,
        long duplicated,
        long invented,
        long corrupt,
        long unacknowledged,
        long rejectedWrongly,
        long storedBad) {

    /** Whether every promise was kept. */
    public boolean isClean() {
        return broken() == 0;
    }

    /** How many readings a promise was broken to. */
    public long broken() {
        return lost
                + duplicated
                + invented
                + corrupt
                + unacknowledged
                + rejectedWrongly
                + storedBad;
    }

    /** Both rounds together. */
    public Verdict plus(Verdict other) {
        return new Verdict(
                attempted + other.attempted,
                acknowledged + other.acknowledged,
                stored + other.stored,
                lost + other.lost,
                duplicated + other.duplicated,
                invented + other.invented,
                corrupt + other.corrupt,
                unacknowledged + other.unacknowledged,
                rejectedWrongly + other.rejectedWrongly,
                storedBad + other.storedBad);
    }
}
