package datastream.collector.domain.quality;

/**
 * Finds where readings are missing, as the gap test of QARTOD does (U.S. IOOS, Manual for Real-Time
 * Quality Control of In-situ Temperature and Salinity Data, test 1), against a usual interval: a
 * difference of {@code d} between neighbours has room for {@code d / interval - 1} readings,
 * rounded half up, so a gap begins at one and a half intervals and jitter below half of one is
 * none.
 *
 * <p>The ends of the range count as neighbours: a sensor that falls silent in the middle of the
 * range has a gap up to its end. Not thread-safe.
 */
final class GapDetector {

    private final long intervalMicros;
    private final Found<Gap> gaps = new Found<>();
    private long last;
    private long missing;

    /**
     * @param intervalMicros above 0
     * @param fromMicros where the range begins
     */
    GapDetector(long intervalMicros, long fromMicros) {
        this.intervalMicros = intervalMicros;
        last = fromMicros;
    }

    /** The time of the next reading, or of the end of the range. */
    void accept(long micros) {
        long room = (2 * (micros - last) + intervalMicros) / (2 * intervalMicros) - 1;
        if (room > 0) {
            gaps.add(new Gap(last, micros, room));
            missing += room;
        }
        last = Math.max(last, micros);
    }

    Findings<Gap> gaps() {
        return gaps.findings();
    }

    /** Readings that are missing in all the gaps together. */
    long missing() {
        return missing;
    }
}
