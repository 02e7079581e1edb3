package datastream.generator.simulation;

/**
 * When the readings of one sensor are due, in monotonic microseconds. Due times are absolute,
 * origin + n * interval, so lateness of one never delays another and nothing drifts. Not
 * thread-safe.
 */
final class Schedule {

    private double intervalMicros;
    private long origin;
    private long count;
    private long lastDue;

    /** The first reading is due at {@code start}. */
    Schedule(Rate rate, long start) {
        intervalMicros = rate.intervalMicros();
        origin = start;
        lastDue = start - roundedInterval();
    }

    /** When the next reading is due. */
    long next() {
        return origin + (long) (count * intervalMicros);
    }

    /** Crosses off the next reading and returns when it was due. */
    long take() {
        lastDue = next();
        count++;
        return lastDue;
    }

    /** From now on another rate: the next reading keeps the new interval, or is due at once. */
    void change(Rate rate, long now) {
        intervalMicros = rate.intervalMicros();
        restart(now);
    }

    /** Goes on after a pause; what would have been due in between never was. */
    void restart(long now) {
        origin = Math.max(now, lastDue + roundedInterval());
        count = 0;
    }

    private long roundedInterval() {
        return (long) intervalMicros;
    }
}
