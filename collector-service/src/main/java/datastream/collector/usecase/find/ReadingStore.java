package datastream.collector.usecase.find;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import java.util.List;

/** The read half of the store. What has been committed is seen. Thread-safe. */
public interface ReadingStore {

    /**
     * The readings that match, ordered by time, those of one instant by sensor.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    List<StoredReading> find(ReadingFilter filter, Page page);

    /**
     * How many readings match.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    long count(ReadingFilter filter);
}
