package datastream.collector.usecase.change;

import java.time.Duration;

/**
 * How much may be changed in which way.
 *
 * @param confirmAbove changes of more readings than this must be confirmed, at least 0
 * @param mostAtOnce changes of more readings than this become jobs, 1 to 1,000,000
 * @param retention how long changes are kept, so that they can be looked at and undone; above 0
 * @param mostKept rows that the record of changes may have, one for each change and one for each of
 *     its readings, before the oldest changes are forgotten; above 0. The last change stays,
 *     however large it is
 */
public record ChangeConfig(long confirmAbove, int mostAtOnce, Duration retention, long mostKept) {

    /** A thousand, a hundred thousand, ninety days, and fifty million rows: about 5 GB. */
    public static final ChangeConfig USUAL =
            new ChangeConfig(1_000, 100_000, Duration.ofDays(90), 50_000_000);

    private static final int MOST_AT_ONCE = 1_000_000;

    public ChangeConfig {
        if (confirmAbove < 0
                || mostAtOnce < 1
                || mostAtOnce > MOST_AT_ONCE
                || !retention.isPositive()
                || mostKept < 1) {
            throw new IllegalArgumentException(
                    "changes: confirm above %d, at once %d, retention %s, kept %d"
                            .formatted(confirmAbove, mostAtOnce, retention, mostKept));
        }
    }
}
