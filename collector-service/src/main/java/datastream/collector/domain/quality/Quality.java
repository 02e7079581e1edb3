package datastream.collector.domain.quality;

import datastream.reading.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What looks wrong in the readings of one sensor in a range of time.
 *
 * @param count readings that are there
 * @param first the first of them, or null when there is none
 * @param last the last of them, or null when there is none
 * @param intervalMicros the usual interval that gaps were told by; null when it was not given and
 *     there are not two readings
 * @param missing readings that are missing in the gaps
 * @param gaps where readings are missing; none without an interval
 * @param stuck values that stay as they are
 * @param spikes readings far off their neighbours
 * @param outOfRange readings outside what is possible
 */
public record Quality(
        long count,
        @Nullable Reading first,
        @Nullable Reading last,
        @Nullable Long intervalMicros,
        long missing,
        Findings<Gap> gaps,
        Findings<StuckRun> stuck,
        Findings<Spike> spikes,
        Findings<Reading> outOfRange) {

    /**
     * The share of the expected readings that is there, from 0 to 1; null when nobody knows how
     * many are to be expected.
     */
    public @Nullable Double completeness() {
        if (intervalMicros == null || count + missing == 0) {
            return null;
        }
        return (double) count / (count + missing);
    }
}
