package datastream.collector.usecase.aggregate;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.aggregate.Bucket;
import org.jspecify.annotations.Nullable;

/** The store's minutes and hours that were added up before. Thread-safe. */
public interface Summaries {

    /**
     * Begins to take the readings that match apart: into what was added up, as long as that is
     * exactly what the readings give, and the rest.
     *
     * @param filter limits nothing but sensor types and time
     * @param bucket what was added up together lies in one of these
     * @return null when there is nothing but the rest
     * @throws StoreUnavailable when the database cannot answer now
     */
    @Nullable SummaryScan scan(ReadingFilter filter, Bucket bucket);
}
