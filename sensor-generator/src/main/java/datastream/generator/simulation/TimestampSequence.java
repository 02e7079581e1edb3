package datastream.generator.simulation;

/**
 * Turns due times into timestamps that strictly increase, whatever the wall clock does. Follows the
 * wall clock when somebody sets it and after the machine slept; while the clock stands behind the
 * last timestamp, timestamps go on by a microsecond each. Not thread-safe.
 */
final class TimestampSequence {

    /** Below this the two clocks agree; following each correction would make intervals jitter. */
    private static final long TOLERANCE_MICROS = 500_000;

    private final TimeSource time;
    private long wallAhead;
    private long last;

    /**
     * @param after every timestamp will be greater than this
     */
    TimestampSequence(TimeSource time, long after) {
        this.time = time;
        wallAhead = time.wallMicros() - time.monotonicMicros();
        last = after;
    }

    /** Looks whether the wall clock was set. */
    void followClock() {
        long now = time.wallMicros() - time.monotonicMicros();
        if (Math.abs(now - wallAhead) > TOLERANCE_MICROS) {
            wallAhead = now;
        }
    }

    /** The timestamp of a reading due at this monotonic time. */
    long next(long dueMicros) {
        last = Math.max(dueMicros + wallAhead, last + 1);
        return last;
    }

    /** The last timestamp given out. */
    long last() {
        return last;
    }
}
