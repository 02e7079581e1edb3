package datastream.collector.usecase.quarantine;

import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.retention.RetentionRounds;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the quarantine from growing without bound: deletes, now and again and in small
 * transactions, what is too old, and the oldest of what is too much. Any number of collectors may
 * do so at once on one database: each deletes only what is older than an instant that none of them
 * moves. Some more entries than the most stay when they came in at the very same microsecond.
 * Thread-safe.
 */
public final class ExpireQuarantined implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireQuarantined.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final DeleteQuarantined delete;
    private final QuarantineStore store;
    private final RetentionConfig config;
    private final Clock clock;
    private final RetentionRounds rounds = new RetentionRounds("quarantine", PAUSE, this::expire);

    /** Written by the one thread, read by whoever counts. */
    private final AtomicLong expired = new AtomicLong();

    public ExpireQuarantined(QuarantineStore store, RetentionConfig config, Clock clock) {
        this.delete = new DeleteQuarantined(store);
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    public void start() {
        rounds.start();
    }

    private void expire() {
        long deleted = expireNow();
        if (deleted > 0) {
            LOG.info("{} entries of the quarantine were too old or too many", deleted);
        }
    }

    /**
     * Deletes everything that is too old or too much now.
     *
     * @return how many entries
     * @throws StoreUnavailable when the database cannot answer now; some may be deleted
     */
    long expireNow() {
        long tooOld = Timestamps.toMicros(clock.instant().minus(config.age()));
        Long tooMuch = store.timeOfNewest(config.most());
        return deleteBefore(tooMuch == null ? tooOld : Math.max(tooOld, tooMuch));
    }

    private long deleteBefore(long micros) {
        QuarantineFilter older = new QuarantineFilter(null, null, false, null, micros);
        long deleted = 0;
        int last;
        do {
            last = delete.delete(older);
            deleted += last;
            expired.addAndGet(last);
        } while (last > 0 && !Thread.currentThread().isInterrupted());
        return deleted;
    }

    /** Entries deleted since the start. */
    public long expired() {
        return expired.get();
    }

    @Override
    public void close() {
        rounds.close();
    }
}
