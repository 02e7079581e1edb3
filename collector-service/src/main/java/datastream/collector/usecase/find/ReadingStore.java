package datastream.collector.usecase.find;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The read half of the store. What has been committed is seen. Thread-safe. */
public interface ReadingStore {

    /**
     * The readings that match, ordered by time, those of one instant by sensor.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    List<StoredReading> find(ReadingFilter filter, Page page);

    /**
     * The readings that match and lie on a walk, in the order of the walk. However far the start is
     * from either end, the answer costs the same.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    List<StoredReading> seek(ReadingFilter filter, Seek seek);

    /**
     * The reading of that name, or null when there is none.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    @Nullable StoredReading find(ReadingId id);

    /**
     * How many readings match.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    long count(ReadingFilter filter);
}
