package datastream.collector.usecase.aggregate;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All readings that match, in portions and in whatever order is the quickest. Between two portions
 * it holds nothing in the database. Not thread-safe.
 */
public interface ReadingScan {

    /**
     * Further readings, possibly none; null at the end.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    @Nullable List<StoredReading> next();
}
