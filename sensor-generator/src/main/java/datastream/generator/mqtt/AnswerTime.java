package datastream.generator.mqtt;

import java.time.Duration;

/**
 * How long an answer is waited for before its message is sent again. When messages wait longer than
 * that in the broker, all of them would expire there, be sent again and expire again, for ever: so
 * it grows while answers are late, and shrinks with answers that come quickly. Thread-safe.
 */
final class AnswerTime {

    private static final int MOST_TIMES = 4;

    private final long least;
    private final long most;
    private long now;
    private long grewAt = System.nanoTime();

    AnswerTime(Duration least) {
        this.least = least.toNanos();
        most = this.least * MOST_TIMES;
        now = this.least;
    }

    synchronized Duration now() {
        return Duration.ofNanos(now);
    }

    /**
     * Messages were not answered in time. They all had the same time, so it grows once for them.
     *
     * @param nanoTime {@link System#nanoTime} at which it was seen
     */
    synchronized void late(long nanoTime) {
        if (nanoTime - grewAt >= now) {
            now = Math.min(most, now * 2);
            grewAt = nanoTime;
        }
    }

    /** A message was answered; twice as long is enough then. */
    synchronized void answered(long afterNanos) {
        now = Math.clamp(afterNanos * 2, least, now);
    }
}
