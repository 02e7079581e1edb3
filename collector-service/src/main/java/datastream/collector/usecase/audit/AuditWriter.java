package datastream.collector.usecase.audit;

import datastream.collector.domain.StoreUnavailable;
import java.util.List;

/** Where gathered events are written. Thread-safe, also across collectors on one database. */
@FunctionalInterface
public interface AuditWriter {

    /**
     * Writes all of them or none, each as one entry, or as more of the entry that tells of others
     * alike in this minute of the database's clock.
     *
     * @throws StoreUnavailable when the database cannot do it now
     */
    void write(List<Gathered> events);
}
