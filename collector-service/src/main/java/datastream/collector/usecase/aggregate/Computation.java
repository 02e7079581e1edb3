package datastream.collector.usecase.aggregate;

import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.StoredReading;
import datastream.collector.domain.aggregate.AggregateRow;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Fill;
import datastream.collector.domain.aggregate.Group;
import datastream.collector.usecase.aggregate.SummaryScan.Stretch;
import datastream.collector.usecase.aggregate.SummaryScan.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** One answer while it is being computed. Not thread-safe. */
final class Computation {

    /** An accumulator, its place in a map, and its row. */
    private static final long ROW_BYTES = 500;

    /**
     * An array that grows by half is by a quarter too large on average, and copied when it grows.
     */
    private static final long VALUE_BYTES = 12;

    /** A place in a map. */
    private static final long SENSOR_BYTES = 64;

    private static final Comparator<AggregateRow> ORDER =
            Comparator.comparingLong(AggregateRow::start).thenComparing(AggregateRow::group);

    private final Aggregation asked;
    private final AggregateLimits limits;
    private final LongSupplier nanoTime;
    private final TreeMap<Group, Series> groups = new TreeMap<>();
    private final Map<Integer, Series> bySensor = new HashMap<>();
    private long began;
    private long rows;
    private long values;

    Computation(Aggregation asked, AggregateLimits limits, LongSupplier nanoTime) {
        this.asked = asked;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /**
     * Looks at what can be known before any reading is.
     *
     * @throws AggregateTooLarge when there would be too many rows
     */
    void checkRows() {
        if (asked.fill() != Fill.NONE) {
            checkRows(Timeline.starts(asked, null, null, limits.rows()).size());
        }
    }

    /** Hands the place over with the answer, or leaves it. */
    Aggregates run(ReadingScans store, Summaries summaries, AggregateRoom.Place place) {
        boolean done = false;
        try {
            look(store, summaries, place);
            Aggregates answer = new Aggregates(rows(place), place);
            done = true;
            return answer;
        } finally {
            if (!done) {
                place.close();
            }
        }
    }

    private void look(ReadingScans store, Summaries summaries, AggregateRoom.Place place) {
        began = nanoTime.getAsLong();
        try {
            SummaryScan scan =
                    asked.isOfSummaries() ? summaries.scan(asked.filter(), asked.bucket()) : null;
            if (scan == null) {
                add(store.scan(asked.filter()), place);
            } else {
                add(scan, store, place);
            }
        } catch (QueryTimeout e) {
            // Of one statement, which may look at many readings and find few that match.
            throw takesTooLong(e.limit());
        }
    }

    private void add(SummaryScan scan, ReadingScans store, AggregateRoom.Place place) {
        for (Stretch next = scan.next(); next != null; next = scan.next()) {
            long rowsBefore = rows;
            for (Summary summary : next.summaries()) {
                Group group = asked.grouping().ofType(summary.sensorType());
                if (series(group).add(summary)) {
                    rows++;
                }
            }
            checkRows(rows);
            place.take((rows - rowsBefore) * ROW_BYTES);
            checkTime();
            next.rest().forEach(filter -> add(store.scan(filter), place));
        }
    }

    private void add(ReadingScan scan, AggregateRoom.Place place) {
        for (List<StoredReading> next = scan.next(); next != null; next = scan.next()) {
            add(next, place);
            checkTime();
        }
    }

    private void add(List<StoredReading> readings, AggregateRoom.Place place) {
        if (asked.needsValues()) {
            values += readings.size();
            checkValues();
            place.take(readings.size() * VALUE_BYTES);
        }
        long rowsBefore = rows;
        long sensorsBefore = bySensor.size();
        for (StoredReading reading : readings) {
            Series series =
                    bySensor.computeIfAbsent(
                            reading.id().sensorId(),
                            _ -> series(asked.grouping().of(reading.reading().sensor())));
            if (series.add(reading)) {
                rows++;
            }
        }
        checkRows(rows);
        place.take(
                (rows - rowsBefore) * ROW_BYTES + (bySensor.size() - sensorsBefore) * SENSOR_BYTES);
    }

    private Series series(Group group) {
        return groups.computeIfAbsent(group, _ -> new Series(group, asked));
    }

    private List<AggregateRow> rows(AggregateRoom.Place place) {
        List<AggregateRow> told = new ArrayList<>();
        if (asked.fill() != Fill.NONE) {
            List<Long> starts = timeline();
            long all = (long) starts.size() * groups.size();
            checkRows(all);
            place.take(Math.max(0, all - rows) * ROW_BYTES);
            groups.values().forEach(series -> series.tell(starts, told::add));
        } else if (asked.bucket() instanceof Bucket.Whole whole && !asked.grouping().isAny()) {
            // All readings together are there even when they are none.
            series(Group.OF_ALL).tell(List.of(whole.startOf(0)), told::add);
        } else {
            groups.values().forEach(series -> series.tell(List.copyOf(series.starts()), told::add));
        }
        told.sort(ORDER);
        return told;
    }

    private List<Long> timeline() {
        if (!asked.grouping().isAny()) {
            series(Group.OF_ALL);
        }
        TreeSet<Long> found = new TreeSet<>();
        groups.values().forEach(series -> found.addAll(series.starts()));
        return found.isEmpty()
                ? Timeline.starts(asked, null, null, limits.rows())
                : Timeline.starts(asked, found.first(), found.last(), limits.rows());
    }

    private void checkRows(long count) {
        if (count > limits.rows()) {
            boolean whole = asked.bucket() instanceof Bucket.Whole;
            throw new AggregateTooLarge(
                    whole ? "group_by" : "bucket",
                    "makes more than %d rows; take a %s"
                            .formatted(
                                    limits.rows(),
                                    whole
                                            ? "narrower filter"
                                            : "wider bucket, a shorter range or fewer groups"));
        }
    }

    private void checkValues() {
        if (values > limits.values()) {
            throw new AggregateTooLarge(
                    "functions",
                    "cannot have percentiles of more than %d readings; take a shorter range or fewer sensors"
                            .formatted(limits.values()));
        }
    }

    private void checkTime() {
        if (nanoTime.getAsLong() - began > limits.longest().toNanos()) {
            throw takesTooLong(limits.longest());
        }
    }

    private static AggregateTooLarge takesTooLong(Duration limit) {
        return new AggregateTooLarge(
                "from",
                "must be later, or the filter narrower: in %d s not all readings that match could be looked at"
                        .formatted(limit.toSeconds()));
    }
}
