package datastream.wire;

import datastream.reading.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * The running sum of a batch's timestamp deltas, exact at any size: a sum that leaves the range of
 * a long is not taken for the valid time that it wraps round to, and counts again once it is back.
 */
final class TimestampSum {

    private long micros;

    /** How often the sum went round: the true sum is {@code micros + 2^64 * rounds}. */
    private int rounds;

    void add(long delta) {
        long before = micros;
        micros += delta;
        if (delta >= 0 && micros < before) {
            rounds++;
        } else if (delta < 0 && micros > before) {
            rounds--;
        }
    }

    /**
     * @throws InvalidField when no long can hold the sum
     */
    long micros() {
        if (rounds != 0) {
            throw new InvalidField(
                    "timestamp", "must fit into 64 bits; the sum of deltas does not");
        }
        return micros;
    }

    /** The sum, or null when no long can hold it. */
    @Nullable Long microsOrNull() {
        return rounds == 0 ? micros : null;
    }
}
