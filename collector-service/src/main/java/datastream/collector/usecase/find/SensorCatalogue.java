package datastream.collector.usecase.find;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;

/** Which sensors have ever been heard, each with its newest reading. Thread-safe. */
public interface SensorCatalogue {

    /**
     * The newest reading of every sensor that matches, ordered by type, id1 and id2.
     *
     * @param filter only its sensor part counts
     * @throws StoreUnavailable when the database cannot answer now
     */
    Slice<StoredReading> newest(ReadingFilter filter, int limit, int offset);
}
