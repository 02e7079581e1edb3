package datastream.collector.usecase.aggregate;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;

/** The store, for those who need every reading once and in no order. Thread-safe. */
public interface ReadingScans {

    /**
     * Begins a scan of the readings that match. It gives each that is stored now, once; of those
     * that are stored meanwhile, some.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    ReadingScan scan(ReadingFilter filter);
}
