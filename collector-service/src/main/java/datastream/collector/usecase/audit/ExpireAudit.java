package datastream.collector.usecase.audit;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.retention.RetentionRounds;
import java.time.Duration;

/**
 * Deletes, now and again and in small transactions, entries of the audit log that are too old. Any
 * number of collectors may do so at once. Thread-safe.
 */
public final class ExpireAudit implements AutoCloseable {

    static final int PORTION = 1_000;

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final AuditLog log;
    private final Duration age;
    private final RetentionRounds rounds = new RetentionRounds("audit", PAUSE, this::expireNow);

    /**
     * @param age how long an entry is kept
     */
    public ExpireAudit(AuditLog log, Duration age) {
        this.log = log;
        this.age = age;
    }

    public void start() {
        rounds.start();
    }

    /**
     * @throws StoreUnavailable when the database cannot answer now; some may be deleted
     */
    void expireNow() {
        int deleted;
        do {
            deleted = log.deleteOlderThan(age, PORTION);
        } while (deleted == PORTION && !Thread.currentThread().isInterrupted());
    }

    @Override
    public void close() {
        rounds.close();
    }
}
