package datastream.chaos.link;

import java.time.Duration;

/**
 * What holds bytes up: of one link, or of all links of a proxy. Thread-safe; whoever waits here
 * waits until {@link #resume} or {@link #end}.
 */
final class Faults {

    private final Object lock = new Object();
    private boolean paused;
    private boolean ended;
    private long delayNanos;

    void pause() {
        synchronized (lock) {
            paused = true;
        }
    }

    void resume() {
        synchronized (lock) {
            paused = false;
            lock.notifyAll();
        }
    }

    void delay(Duration latency) {
        synchronized (lock) {
            delayNanos = latency.toNanos();
        }
    }

    long delayNanos() {
        synchronized (lock) {
            return delayNanos;
        }
    }

    /** Lets everybody pass for ever. */
    void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    /** Returns at once unless paused. */
    void awaitPassage() throws InterruptedException {
        synchronized (lock) {
            while (paused && !ended) {
                lock.wait();
            }
        }
    }
}
