package datastream.collector.usecase.quarantine;

import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineEntry;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoreUnavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in quarantine. What has been committed is seen. Thread-safe; every method throws {@link
 * StoreUnavailable} when the database cannot answer now.
 */
public interface QuarantineStore {

    /** The keys of the entries that match, by the time at which they last came in. */
    List<Long> ids(QuarantineFilter filter, Page page);

    /** Those of these entries that are there, in the order asked for. */
    List<QuarantineEntry> get(List<Long> ids);

    /** How many entries match. */
    long count(QuarantineFilter filter);

    /**
     * @return how many of these were there
     */
    int delete(List<Long> ids);

    /**
     * Deletes those entries that match and came in longest ago, in one transaction.
     *
     * @param most how many at most
     * @return how many were deleted
     */
    int deleteOldest(QuarantineFilter filter, int most);

    /**
     * When the entry at a place last came in, counted from the newest.
     *
     * @param place from 1
     * @return microseconds since 1970; null when there are fewer entries
     */
    @Nullable Long timeOfNewest(long place);

    /** The entries of a page, and how many match in all. */
    default Slice<QuarantineEntry> find(QuarantineFilter filter, Page page) {
        return new Slice<>(get(ids(filter, page)), count(filter));
    }

    /** One entry, or null. */
    default @Nullable QuarantineEntry find(long id) {
        List<QuarantineEntry> found = get(List.of(id));
        return found.isEmpty() ? null : found.getFirst();
    }
}
