package datastream.generator.simulation;

import datastream.generator.signal.Signal;

/**
 * A sensor as it measures: makes the readings that are due, each dated with its own due time. Paced
 * by whoever calls {@link #measure}. Not thread-safe.
 */
final class SimulatedSensor {

    private static final long TICK_MICROS = 20_000;

    private final TimeSource time;
    private final Window window;
    private final Signal signal;
    private final Schedule schedule;
    private final TimestampSequence timestamps;
    private final RateMeter meter;
    private final long firstDue;
    private long nextTick;

    /**
     * @param timestampsAfter every timestamp will be greater than this
     */
    SimulatedSensor(GeneratorSpec spec, TimeSource time, Window window, long timestampsAfter) {
        this.time = time;
        this.window = window;
        firstDue = time.monotonicMicros();
        nextTick = firstDue;
        signal = spec.signal().start(spec.fallbackSeed());
        schedule = new Schedule(spec.rate(), firstDue);
        timestamps = new TimestampSequence(time, timestampsAfter);
        meter = new RateMeter(firstDue);
    }

    /** Makes all readings due by now; counts those as skipped for which there is no room. */
    Measured measure() {
        long now = time.monotonicMicros();
        timestamps.followClock();
        int room = window.room();
        int made = 0;
        int skipped = 0;
        while (schedule.next() <= now) {
            long due = schedule.take();
            if (made < room) {
                window.add(timestamps.next(due), signal.next(secondsSinceFirst(due)));
                made++;
            } else {
                window.countSkipped();
                skipped++;
            }
        }
        meter.add(made, now);
        nextTick = now + TICK_MICROS;
        return new Measured(made, skipped);
    }

    /**
     * What one call of {@link #measure} did.
     *
     * @param made readings added to the window
     * @param skipped readings that were due and found no room
     */
    record Measured(int made, int skipped) {}

    /**
     * Microseconds until the next call of {@link #measure} is worth it, at most 0 when it is now.
     * At high rates that is one tick of 20 ms and not each reading.
     */
    long untilNextTick() {
        return Math.max(schedule.next(), nextTick) - time.monotonicMicros();
    }

    /** Measures at another rate from now on. */
    void changeRate(Rate rate) {
        schedule.change(rate, time.monotonicMicros());
    }

    /** Goes on after a pause. */
    void resume() {
        schedule.restart(time.monotonicMicros());
    }

    /** Readings made per second, over the last seconds. */
    double currentRate() {
        return meter.perSecond(time.monotonicMicros());
    }

    /** The timestamp of the last reading. */
    long lastTimestamp() {
        return timestamps.last();
    }

    private double secondsSinceFirst(long due) {
        return (due - firstDue) / 1e6;
    }
}
