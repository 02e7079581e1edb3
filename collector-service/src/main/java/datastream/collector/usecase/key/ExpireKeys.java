package datastream.collector.usecase.key;

import datastream.collector.usecase.retention.RetentionRounds;
import java.time.Duration;

/**
 * Keeps API keys that are over from staying for ever: deletes them now and again, in small
 * transactions. Any number of collectors may do so at once. Thread-safe.
 */
public final class ExpireKeys implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final KeyDirectory directory;
    private final RetentionRounds rounds = new RetentionRounds("api-keys", PAUSE, this::expireNow);

    public ExpireKeys(KeyDirectory directory) {
        this.directory = directory;
    }

    public void start() {
        rounds.start();
    }

    void expireNow() {
        while (!Thread.currentThread().isInterrupted() && directory.deleteSome()) {
            // Each in a transaction of its own.
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
