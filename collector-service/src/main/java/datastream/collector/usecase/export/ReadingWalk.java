package datastream.collector.usecase.export;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way through all readings that match, in portions. Between two portions it holds nothing in the
 * database, so it may take as long as its slowest reader. Not thread-safe.
 */
public interface ReadingWalk {

    /**
     * The readings that come next, in order; none when a stretch of time without any was passed;
     * null at the end. Takes seconds at most.
     *
     * @throws StoreUnavailable when the database cannot answer now; the walk may be gone on with
     */
    @Nullable List<StoredReading> next();
}
