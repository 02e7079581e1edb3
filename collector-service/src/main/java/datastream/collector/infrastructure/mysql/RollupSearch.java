package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page.Order;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.infrastructure.mysql.CountPlan.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Goes down the rollup from days to its shortest buckets, to find the one that has the reading at
 * some place of an order. What the rollup does not know yet, it passes over. Instants are
 * microseconds since 1970. Not thread-safe.
 */
final class RollupSearch {

    private static final long SECOND = 1_000_000;

    private final Handle handle;
    private final ReadingFilter filter;
    private final boolean forward;
    private final CountScope scope;
    private final long from;
    private final long to;
    private final Range days;
    private final Map<Step, List<Bucket>> looked = new HashMap<>();

    private record Step(BucketWidth width, Range range) {}

    private record Bucket(long start, long readings) {}

    /**
     * Between two instants that come one after the other in the order.
     *
     * @param place how many readings the rollup knows before it
     */
    record Spot(long start, long end, long place) {}

    private RollupSearch(
            Handle handle,
            ReadingFilter filter,
            boolean forward,
            CountScope scope,
            long from,
            long to) {
        this.handle = handle;
        this.filter = filter;
        this.forward = forward;
        this.scope = scope;
        this.from = from;
        this.to = to;
        days =
                new Range(
                        BucketWidth.DAY.floor(from / SECOND),
                        BucketWidth.DAY.ceil(Math.ceilDiv(to, SECOND)));
    }

    /**
     * @param scope whose rollup
     * @return null when the filter means no time at all
     */
    static @Nullable RollupSearch of(
            Handle handle, ReadingFilter filter, Order order, CountScope scope) {
        Long first = filter.fromMicros();
        Long end = filter.toMicros();
        long from = first == null ? 0 : Math.max(0, first);
        long to = end == null ? CountPlan.END_MICROS : Math.min(end, CountPlan.END_MICROS);
        return from < to
                ? new RollupSearch(handle, filter, order == Order.ASC, scope, from, to)
                : null;
    }

    /** Readings that are not meant, and come first in the day in which the search begins. */
    ReadingFilter outside() {
        return forward ? during(days.from() * SECOND, from) : during(to, days.to() * SECOND);
    }

    /** Whether the rollup has a gap in the days that are searched. */
    boolean meetsGap() {
        long hour = BucketWidth.HOUR.seconds();
        return RollupGap.all(handle).stream()
                .anyMatch(gap -> gap.overlaps(days.from() / hour, days.to() / hour));
    }

    /**
     * The bucket that has the reading at a place, as far as the rollup knows.
     *
     * @param place how many readings come before it, those {@link #outside} among them
     * @return the end of what is meant when there are not so many
     */
    Spot spot(long place) {
        Range range = days;
        long left = place;
        for (BucketWidth width : scope.widths()) {
            Bucket found = null;
            for (Bucket bucket : buckets(new Step(width, range))) {
                if (left < bucket.readings()) {
                    found = bucket;
                    break;
                }
                left -= bucket.readings();
            }
            if (found == null) {
                long end = forward ? to : from;
                return new Spot(end, end, place - left);
            }
            range = new Range(found.start(), found.start() + width.seconds());
        }
        long first = Math.clamp(range.from() * SECOND, from, to);
        long last = Math.clamp(range.to() * SECOND, from, to);
        return forward ? new Spot(first, last, place - left) : new Spot(last, first, place - left);
    }

    /** Whether nothing that is meant comes from an instant on. */
    boolean isEnd(long instant) {
        return instant == (forward ? to : from);
    }

    /** What is meant, and comes before an instant. */
    ReadingFilter passed(long start) {
        return forward ? during(from, start) : during(start, to);
    }

    /** What is meant, and comes from one instant on and before the other. */
    ReadingFilter between(long start, long end) {
        return forward ? during(start, end) : during(end, start);
    }

    /** Servers know no instant after the last one that a reading can have. */
    private ReadingFilter during(long start, long end) {
        if (start >= CountPlan.END_MICROS) {
            return filter.during(0, 0L);
        }
        return filter.during(start, end >= CountPlan.END_MICROS ? null : Long.valueOf(end));
    }

    private List<Bucket> buckets(Step step) {
        return looked.computeIfAbsent(step, this::look);
    }

    private List<Bucket> look(Step step) {
        List<Bucket> buckets = new ArrayList<>();
        TextStatements.forEachRow(
                handle,
                "SELECT start_second, SUM(readings) FROM %s AND width = %d AND start_second >= %d AND start_second < %d GROUP BY start_second ORDER BY start_second %s"
                        .formatted(
                                scope.rollup(),
                                step.width().seconds(),
                                step.range().from(),
                                step.range().to(),
                                forward ? "ASC" : "DESC"),
                row -> buckets.add(new Bucket(row.getLong(1), row.getLong(2))));
        return buckets;
    }
}
