package datastream.collector.domain.quality;

import datastream.reading.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the readings of one sensor, one after the other in the order of time, and keeps no more
 * of them than a few. Not thread-safe.
 */
public final class QualityCheck {

    /** No two readings are as far apart. */
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final @Nullable Long intervalMicros;
    private final GapDetector gaps;
    private final StuckDetector stuck;
    private final SpikeDetector spikes;
    private final RangeDetector range;
    private long count;
    private @Nullable Reading first;
    private @Nullable Reading last;

    /**
     * @param rules of which the interval is the one that gaps are told by; without it there are
     *     none
     * @param fromMicros where the range of time begins
     */
    public QualityCheck(QualityRules rules, long fromMicros) {
        intervalMicros = rules.intervalMicros();
        long interval = intervalMicros == null ? FOR_EVER : Math.min(intervalMicros, FOR_EVER);
        gaps = new GapDetector(interval, fromMicros);
        stuck = new StuckDetector(rules.stuckAfter());
        spikes = new SpikeDetector(rules.spike());
        range = new RangeDetector(rules.least(), rules.most());
    }

    public void accept(Reading reading) {
        if (first == null) {
            first = reading;
        }
        last = reading;
        count++;
        gaps.accept(reading.timestampMicros());
        stuck.accept(reading);
        spikes.accept(reading);
        range.accept(reading);
    }

    /**
     * Nothing comes any more.
     *
     * @param toMicros where the range of time ends, as far as readings can be expected
     */
    public Quality finish(long toMicros) {
        gaps.accept(toMicros);
        stuck.finish();
        spikes.finish();
        return new Quality(
                count,
                first,
                last,
                intervalMicros,
                gaps.missing(),
                gaps.gaps(),
                stuck.runs(),
                spikes.spikes(),
                range.outside());
    }
}
