package datastream.chaos.sender;

import datastream.chaos.journal.Columns;
import datastream.generator.simulation.Counts;
import datastream.reading.Timestamps;
import java.time.Instant;
import java.util.List;

/**
 * Makes the readings of one sensor, has them journalled, and hands them to every copy. Timestamps
 * strictly increase and never lie ahead of the wall clock: whatever begins later, begins with later
 * ones. Used by one thread.
 */
final class SensorSource {

    private final JournalledSensor journal;
    private final List<Copy> copies;
    private final Values values;
    private final double badShare;
    private final boolean takesInvalid;
    private long lastMicros = now() - 1;
    private long badMade;

    /**
     * @param copies the first one is what is counted
     * @param takesInvalid whether the door can carry a value that is no number
     */
    SensorSource(
            JournalledSensor journal,
            List<Copy> copies,
            Values values,
            double badShare,
            boolean takesInvalid) {
        this.journal = journal;
        this.copies = copies;
        this.values = values;
        this.badShare = badShare;
        this.takesInvalid = takesInvalid;
    }

    /** Makes up to so many readings, as room and clock allow; says how many. */
    int make(int most) {
        long now = now();
        int count = Math.clamp(now - lastMicros, 0, Math.min(most, room()));
        Columns good = new Columns();
        Columns bad = new Columns();
        for (int i = count; i > 0; i--) {
            addOne(now - i + 1, good, bad);
        }
        if (count > 0) {
            lastMicros = now;
            handOver(good, bad);
        }
        return count;
    }

    /** Hands over what is due. */
    void release() {
        copies.forEach(Copy::release);
    }

    boolean isEmpty() {
        return copies.stream().allMatch(Copy::isEmpty);
    }

    Counts counts() {
        return copies.getFirst().window().counts();
    }

    private int room() {
        return copies.stream().mapToInt(Copy::room).min().orElse(0);
    }

    private void addOne(long timestampMicros, Columns good, Columns bad) {
        if (values.happens(badShare)) {
            addBad(timestampMicros, bad);
        } else {
            good.add(timestampMicros, values.next());
        }
    }

    /** By turns no number at all, and another value for a reading that is stored. */
    private void addBad(long timestampMicros, Columns bad) {
        var stored = journal.newestAcknowledged();
        if (takesInvalid && badMade++ % 2 == 0) {
            bad.add(timestampMicros, Double.NaN);
        } else if (stored != null) {
            bad.add(stored.timestampMicros(), values.next());
        }
    }

    private void handOver(Columns good, Columns bad) {
        journal.attempting(good);
        journal.attemptingBad(bad);
        for (Copy copy : copies) {
            copy.add(good);
            copy.add(bad);
            copy.release();
        }
    }

    private static long now() {
        return Timestamps.toMicros(Instant.now());
    }
}
