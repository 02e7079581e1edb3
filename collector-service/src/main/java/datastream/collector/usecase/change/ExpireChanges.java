package datastream.collector.usecase.change;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.retention.RetentionRounds;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Keeps the record of changes from growing without bound: deletes, now and again and in small
 * transactions, changes that are too old, and the oldest of what is too much, with the values that
 * their readings had before. Any number of collectors may do so at once. Thread-safe.
 */
public final class ExpireChanges implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final ChangeLog log;
    private final ChangeConfig config;
    private final Clock clock;
    private final RetentionRounds rounds = new RetentionRounds("changes", PAUSE, this::expireNow);

    public ExpireChanges(ChangeLog log, ChangeConfig config, Clock clock) {
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    public void start() {
        rounds.start();
    }

    /**
     * Deletes everything that is too old or too much now.
     *
     * @throws StoreUnavailable when the database cannot answer now; some may be deleted
     */
    void expireNow() {
        long tooOld = Timestamps.toMicros(clock.instant().minus(config.retention()));
        repeat(() -> log.deleteSomeBefore(tooOld));
        repeat(() -> log.deleteSomeBeyond(config.mostKept()));
    }

    private static void repeat(BooleanSupplier deleteSome) {
        while (!Thread.currentThread().isInterrupted() && deleteSome.getAsBoolean()) {
            // Each in a transaction of its own.
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
