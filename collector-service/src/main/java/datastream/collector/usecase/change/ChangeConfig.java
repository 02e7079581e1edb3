package datastream.collector.usecase.change;

import java.time.Duration;

/**
 * How much may be changed in which way.
 *
 * @param confirmAbove changes of more readings than this must be confirmed, at least 0
 * @param mostAtOnce changes of more readings than this become jobs, 1 to 1,000,000
 * @param retention how long changes are kept, so that they can be looked at and undone; above 0
 */
public record ChangeConfig(long confirmAbove, int mostAtOnce, Duration retention) {

    /** A thousand, a hundred thousand, ninety days. */
    public static final ChangeConfig USUAL = new ChangeConfig(1_000, 100_000, Duration.ofDays(90));

    private static final int MOST_AT_ONCE = 1_000_000;

    public ChangeConfig {
        if (confirmAbove < 0
                || mostAtOnce < 1
                || mostAtOnce > MOST_AT_ONCE
                || !retention.isPositive()) {
            throw new IllegalArgumentException(
                    "changes: confirm above %d, at once %d, retention %s"
                            .formatted(confirmAbove, mostAtOnce, retention));
        }
    }
}
