package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a page lies that begins far behind: the rollups know in which second or hour, so that
 * the readings before it need not be passed over one by one. Thread-safe.
 */
final class FarPages {

    /** So many readings are passed over in about the time that it takes to look where they end. */
    static final int NEAR = 2_000;

    /** Rollups lag behind by a second or so: by how much, the first attempt shows. */
    private static final int MOST_ATTEMPTS = 3;

    private final MySqlReadingCounts counts;
    private final int near;

    /**
     * @param near pages with a smaller offset are left alone
     */
    FarPages(MySqlReadingCounts counts, int near) {
        this.counts = counts;
        this.near = near;
    }

    /**
     * The same page among fewer readings.
     *
     * @param behind means the readings from shortly before the page on
     * @param around means those that also come no later than shortly behind it; it may end too
     *     early, since rollups count what was deleted a moment ago: then the page is not full
     * @param page of either
     */
    record Place(ReadingFilter behind, ReadingFilter around, Page page) {}

    /** Whether it is worth a look. */
    boolean suits(ReadingFilter filter, Page page) {
        return page.offset() >= near && filter.minValue() == null && filter.maxValue() == null;
    }

    /**
     * @param handle in a transaction that sees one moment, in which the page is read afterwards
     * @return null when the rollups do not help
     */
    @Nullable Place find(Handle handle, ReadingFilter filter, Page page) {
        CountScope scope = MySqlReadingCounts.scope(handle, filter);
        RollupSearch search =
                scope == null ? null : RollupSearch.of(handle, filter, page.order(), scope);
        return search == null ? null : find(handle, search, page);
    }

    private @Nullable Place find(Handle handle, RollupSearch search, Page page) {
        long before = counts.count(handle, search.outside());
        long target = page.offset();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            long start = search.startOf(before + target);
            long passed = counts.count(handle, search.passed(start));
            if (passed <= page.offset()) {
                long end = search.endOf(before + target + page.limit());
                return new Place(
                        search.behind(start),
                        search.between(start, end),
                        new Page(page.limit(), page.offset() - (int) passed, page.order()));
            }
            target = Math.max(0, target - (passed - page.offset()));
        }
        return null;
    }
}
