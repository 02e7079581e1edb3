package datastream.generator.simulation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One simulated sensor at work, paced by a virtual thread of its own.
 *
 * <p>The thread wakes when a reading is due, but at most every 20 ms: at high rates it then makes
 * many readings, each dated with its own due time. Setting the rate, pausing and resuming wake it
 * at once. What was due before such a change is still made. Thread-safe; the sender is never called
 * with the lock held.
 */
public final class Generator {

    private static final Logger LOG = LoggerFactory.getLogger(Generator.class);

    private final GeneratorSpec spec;
    private final Uplink uplink;
    private final int windowSize;
    private final Window window;
    private final SimulatedSensor sensor;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Rate rate;
    private GeneratorState state = GeneratorState.RUNNING;

    /** Volatile: set once by {@link #start}, while requests may change the generator already. */
    private volatile @Nullable ReadingSender sender;

    Generator(
            GeneratorSpec spec,
            Uplink uplink,
            TimeSource time,
            int windowSize,
            long timestampsAfter) {
        this.spec = spec;
        this.uplink = uplink;
        this.windowSize = windowSize;
        rate = spec.rate();
        window = new Window(windowSize);
        sensor = new SimulatedSensor(spec, time, window, timestampsAfter);
    }

    /** Begins to measure and to send. Called once. */
    void start() {
        ReadingSender opened = uplink.open(spec.sensor(), window);
        sender = opened;
        LOG.info("Generator {} runs at {} over {}", id(), spec.rate(), spec.transport());
        Thread.ofVirtual().name("generator-" + id()).start(() -> run(opened));
        if (status().state() == GeneratorState.STOPPED) {
            opened.close();
        }
    }

    public String id() {
        return spec.id();
    }

    /** What it is doing and has done. */
    public GeneratorStatus status() {
        lock.lock();
        try {
            return new GeneratorStatus(spec, rate, state, window.counts(), sensor.currentRate());
        } finally {
            lock.unlock();
        }
    }

    /** Measures at another rate from now on; a reading that this makes due comes at once. */
    public void changeRate(Rate newRate) {
        change(() -> {
            rate = newRate;
            sensor.changeRate(newRate);
            LOG.info("Generator {} runs at {}", id(), newRate);
        });
    }

    /** Measures nothing until {@link #resume}. Without effect when paused already. */
    public void pause() {
        change(() -> {
            if (measures()) {
                state = GeneratorState.PAUSED;
                LOG.info("Generator {} pauses", id());
            }
        });
    }

    /** Goes on after {@link #pause}. Without effect when not paused. */
    public void resume() {
        change(() -> {
            if (state == GeneratorState.PAUSED) {
                state = GeneratorState.RUNNING;
                sensor.resume();
                LOG.info("Generator {} resumes", id());
            }
        });
    }

    /**
     * Measures nothing more, for good. Does not call the sender.
     *
     * @return the timestamp of its last reading
     */
    long stop() {
        locked(() -> state = GeneratorState.STOPPED);
        return sensor.lastTimestamp();
    }

    /** After {@link #stop}: gives what is in flight some time to be answered, then drops it. */
    void drain(Duration atMost) throws InterruptedException {
        ReadingSender opened = sender;
        if (opened != null) {
            opened.readingsWait();
            window.awaitEmpty(atMost);
            opened.close();
        }
        LOG.info("Generator {} is gone: {}", id(), window.counts());
    }

    private void run(ReadingSender opened) {
        try {
            while (measureWhenDue()) {
                handOver(opened);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One failure is not the end of the generator: what waits is handed over the next time. */
    private void handOver(ReadingSender opened) {
        try {
            opened.readingsWait();
        } catch (RuntimeException | Error e) {
            LOG.error("Generator {} could not hand over readings", id(), e);
        }
    }

    /** Returns when there are new readings; false when there will be none any more. */
    private boolean measureWhenDue() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (state != GeneratorState.STOPPED) {
                long wait = measures() ? sensor.untilNextTick() : Long.MAX_VALUE;
                if (wait > 0) {
                    changed.awaitNanos(TimeUnit.MICROSECONDS.toNanos(wait));
                } else if (measure() > 0) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        locked(change);
        ReadingSender opened = sender;
        if (opened != null) {
            opened.readingsWait();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            if (measures()) {
                measure();
            }
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean measures() {
        return state == GeneratorState.RUNNING || state == GeneratorState.STALLED;
    }

    private int measure() {
        SimulatedSensor.Measured measured = sensor.measure();
        if (state == GeneratorState.RUNNING && measured.skipped() > 0) {
            state = GeneratorState.STALLED;
            LOG.warn("Generator {} stalls: {} readings are unanswered", id(), windowSize);
        } else if (state == GeneratorState.STALLED && window.room() > windowSize / 2) {
            state = GeneratorState.RUNNING;
            LOG.info("Generator {} runs again, {} readings skipped", id(), skipped());
        }
        return measured.made();
    }

    private long skipped() {
        return window.counts().skipped();
    }
}
