package datastream.collector.usecase.account;

import datastream.collector.usecase.retention.RetentionRounds;
import java.time.Duration;

/**
 * Keeps sessions that are over from staying for ever: deletes them now and again, in small
 * transactions. Any number of collectors may do so at once. Thread-safe.
 */
public final class ExpireSessions implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Sessions sessions;
    private final RetentionRounds rounds = new RetentionRounds("sessions", PAUSE, this::expireNow);

    public ExpireSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    public void start() {
        rounds.start();
    }

    void expireNow() {
        while (!Thread.currentThread().isInterrupted() && sessions.deleteSome()) {
            // Each in a transaction of its own.
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
