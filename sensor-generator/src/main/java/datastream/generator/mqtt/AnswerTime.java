package datastream.generator.mqtt;

import java.time.Duration;

/**
 * How long an answer is waited for before its message is sent again. When messages wait longer than
 * that in the broker, all of them would expire there, be sent again and expire again, for ever: so
 * it grows while answers are late, and shrinks with answers that come quickly. Thread-safe.
 */
final class AnswerTime {

    /**
     * Not more: what is lost in a broker must come again within the half minute that is promised.
     */
    private static final int MOST_TIMES = 2;

    private final long least;
    private final long most;
    private long now;

    AnswerTime(Duration least) {
        this.least = least.toNanos();
        most = this.least * MOST_TIMES;
        now = this.least;
    }

    synchronized Duration now() {
        return Duration.ofNanos(now);
    }

    /** Messages were not answered in time. */
    synchronized void late() {
        now = most;
    }

    /** A message was answered; twice as long is enough then. */
    synchronized void answered(long afterNanos) {
        now = Math.clamp(afterNanos * 2, least, now);
    }
}
