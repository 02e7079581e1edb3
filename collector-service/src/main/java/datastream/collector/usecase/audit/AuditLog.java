package datastream.collector.usecase.audit;

import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.AuditEntry;
import datastream.collector.domain.audit.AuditFilter;
import java.time.Duration;

/**
 * The audit log as it is kept. Every method throws {@link StoreUnavailable} when the database
 * cannot answer now. Thread-safe.
 */
public interface AuditLog {

    /** Those that match, ordered by their first times. */
    Slice<AuditEntry> find(AuditFilter filter, Page page);

    /**
     * Deletes, in one small transaction, the oldest of those that are older than {@code age} by the
     * database's clock.
     *
     * @param most at least 1
     * @return how many
     */
    int deleteOlderThan(Duration age, int most);
}
