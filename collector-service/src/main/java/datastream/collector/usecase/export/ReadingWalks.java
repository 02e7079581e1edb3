package datastream.collector.usecase.export;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoreUnavailable;
import org.jspecify.annotations.Nullable;

/** The store, for those who want everything. Thread-safe. */
public interface ReadingWalks {

    /**
     * Begins a walk through the readings that match, ordered by time, those of one instant by
     * sensor. It ends where the readings end now: what is stored later and lies behind that is not
     * waited for.
     *
     * @param after begins behind the reading of this name, which need not be there; null for the
     *     beginning
     * @throws StoreUnavailable when the database cannot answer now
     */
    ReadingWalk walk(ReadingFilter filter, Page.Order order, @Nullable ReadingId after);
}
