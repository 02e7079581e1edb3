package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Pages that begin far behind: the rollups know in which second or hour, so that the readings
 * before it need not be passed over one by one. Thread-safe.
 */
final class FarPages {

    /** So many readings are passed over in about the time that it takes to look where they end. */
    static final int NEAR = 2_000;

    /** Rollups lag behind by a second or so: by how much, the first attempt shows. */
    private static final int MOST_ATTEMPTS = 3;

    /** For all statements of a page together. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final MySqlReadingCounts counts;
    private final int near;
    private final int mostWalked;

    /** Reads a page, and passes over its offset. */
    @FunctionalInterface
    interface PageReader {
        List<StoredReading> read(ReadingFilter filter, Page page);
    }

    /**
     * @param near pages with a smaller offset are left alone
     * @param mostWalked so many readings of named sensors are walked to with less effort, as the
     *     rollup of sensors knows only hours
     */
    FarPages(MySqlReadingCounts counts, int near, int mostWalked) {
        this.counts = counts;
        this.near = near;
        this.mostWalked = mostWalked;
    }

    /** Whether it is worth a look. */
    boolean suits(ReadingFilter filter, Page page) {
        boolean far = page.offset() >= near;
        boolean byValue = filter.minValue() != null || filter.maxValue() != null;
        boolean bySecond = filter.isOfTypes();
        boolean walked =
                !filter.namesOneSensor() && (long) page.offset() + page.limit() <= mostWalked;
        return far && !byValue && (bySecond || !walked);
    }

    /**
     * @param handle in a transaction that sees one moment
     * @param reader reads in the same
     * @return null when the rollups do not help
     * @throws QueryTimeout when it takes too long
     */
    @Nullable List<StoredReading> find(
            Handle handle, ReadingFilter filter, Page page, PageReader reader) {
        CountScope scope = MySqlReadingCounts.scope(handle, filter);
        RollupSearch search =
                scope == null ? null : RollupSearch.of(handle, filter, page.order(), scope);
        return search == null || search.meetsGap() ? null : find(handle, search, page, reader);
    }

    private @Nullable List<StoredReading> find(
            Handle handle, RollupSearch search, Page page, PageReader reader) {
        long began = System.nanoTime();
        long before = counts.count(handle, search.outside());
        long target = page.offset();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            RollupSearch.Spot spot = search.spot(before + target);
            long passed = counts.count(handle, search.passed(spot.start()));
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new QueryTimeout(LONGEST);
            }
            if (passed <= page.offset()) {
                Page rest = new Page(page.limit(), page.offset() - (int) passed, page.order());
                return read(search, spot, rest, reader);
            }
            target -= passed - page.offset();
            if (target < 0) {
                return null;
            }
        }
        return null;
    }

    /** A page that is not full says so of the end, or ends too early for what was just deleted. */
    private static @Nullable List<StoredReading> read(
            RollupSearch search, RollupSearch.Spot spot, Page rest, PageReader reader) {
        RollupSearch.Spot behind = search.spot(spot.place() + rest.offset() + rest.limit());
        List<StoredReading> found = reader.read(search.between(spot.start(), behind.end()), rest);
        return found.size() == rest.limit() || search.isEnd(behind.end()) ? found : null;
    }
}
