package datastream.collector.usecase.quality;

import java.time.Duration;

/**
 * What assessing may cost.
 *
 * @param mostAtOnce assessments that may go on at the same time, at least 1
 * @param mostReadings readings that one may look at, at least 1
 * @param patience how long a further one waits for its turn
 */
public record QualityLimits(int mostAtOnce, long mostReadings, Duration patience) {

    /** Two million readings take some seconds, twice when the interval is not given. */
    public static final QualityLimits USUAL =
            new QualityLimits(2, 2_000_000, Duration.ofSeconds(5));
}
