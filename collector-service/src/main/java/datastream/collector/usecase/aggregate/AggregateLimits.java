package datastream.collector.usecase.aggregate;

import java.time.Duration;

/**
 * How much computing aggregates may take.
 *
 * @param rows most rows of an answer
 * @param values most values that percentiles of an answer are found among
 * @param longest how long the readings of an answer may be looked through
 * @param atOnce how many look through readings at the same time
 * @param patience how long a further one waits for its turn
 * @param bytes memory for all answers that are being made or sent
 */
public record AggregateLimits(
        int rows, int values, Duration longest, int atOnce, Duration patience, long bytes) {

    /** The longest is that of any query; half of the connections for queries are left to others. */
    public static final AggregateLimits USUAL =
            new AggregateLimits(
                    100_000,
                    5_000_000,
                    Duration.ofSeconds(15),
                    4,
                    Duration.ofSeconds(2),
                    Runtime.getRuntime().maxMemory() / 4);

    public AggregateLimits {
        if (rows < 1 || values < 1 || atOnce < 1 || bytes < 1) {
            throw new IllegalArgumentException("All limits must be above 0");
        }
    }
}
