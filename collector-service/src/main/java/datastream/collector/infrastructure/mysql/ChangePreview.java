package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.Correction;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.ReadingCount;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do, found out in bounded time. It counts in one statement, by the best index,
 * as long as that is quick; else in portions, in the order of the primary key, for some seconds
 * more, and says how far it came. Nothing is locked. Thread-safe.
 *
 * @param quick time for the one statement, in whole seconds; zero for none
 * @param patience time for the portions, of which there is always one
 * @param portion readings that one of them looks at
 */
record ChangePreview(Duration quick, Duration patience, int portion) {

    /** Together, and with a sample, within the time limit of any other query. */
    static final ChangePreview USUAL =
            new ChangePreview(Duration.ofSeconds(4), Duration.ofSeconds(6), 100_000);

    private static final int SAMPLE_SECONDS = 3;

    private static final String COUNT =
            """
            SELECT COUNT(*), COALESCE(SUM(<after> IS NULL), 0) FROM reading
            WHERE NOT (sensor_value <=> <after>) <and>
            """;

    private static final String COUNT_UP_TO =
            """
            SELECT COUNT(*), COALESCE(SUM(value_after IS NULL), 0)
            FROM (SELECT <after> AS value_after FROM reading
                  WHERE NOT (sensor_value <=> <after>) <and> LIMIT :most) r
            """;

    private static final String SAMPLE =
            """
            SELECT r.sensor_id, r.ts, s.sensor_type, s.id1, s.id2, r.sensor_value, r.value_after
            FROM (SELECT sensor_id, ts, sensor_value, <after> AS value_after FROM reading
                  WHERE NOT (sensor_value <=> <after>) <and>
                  ORDER BY ts, sensor_id LIMIT :most) r
            JOIN sensor s ON s.id = r.sensor_id
            ORDER BY r.ts, r.sensor_id
            """;

    private static final String OVERFLOW =
            """
            SELECT sensor_id, ts, sensor_value FROM reading
            WHERE <after> IS NULL <and> LIMIT 1
            """;

    /**
     * @param most it need not count on beyond these
     * @throws CorrectionOverflow when a new value would not be finite
     */
    ReadingCount count(Queries queries, ChangeTask.OfFilter task, long most) {
        ReadingCount count = quick.isZero() ? null : countAtOnce(queries, task, most);
        return count == null ? countInPortions(queries, task, most) : count;
    }

    /**
     * @return null when that takes too long
     */
    private @Nullable ReadingCount countAtOnce(
            Queries queries, ChangeTask.OfFilter task, long most) {
        Conditions conditions = Conditions.onReading(task.filter());
        int seconds = (int) quick.toSeconds();
        try {
            long count = queries.run(handle -> count(handle, task, conditions, most, seconds));
            return new ReadingCount(count, count <= most);
        } catch (QueryTimeout e) {
            return null;
        }
    }

    private ReadingCount countInPortions(Queries queries, ChangeTask.OfFilter task, long most) {
        long start = System.nanoTime();
        long count = 0;
        ReadingId after = null;
        do {
            ReadingId begin = after;
            Portion next = queries.run(handle -> countPortion(handle, task, begin));
            count += next.count();
            after = next.upTo();
        } while (after != null && count <= most && System.nanoTime() - start < patience.toNanos());
        return new ReadingCount(count, after == null);
    }

    /**
     * @param upTo where it ends; null at the end of all
     */
    private record Portion(long count, @Nullable ReadingId upTo) {}

    private Portion countPortion(
            Handle handle, ChangeTask.OfFilter task, @Nullable ReadingId after) {
        ChangeChunk next = ChangeChunk.ofReadings(handle, task.filter(), after, portion);
        if (next.sensorIds().isEmpty()) {
            return new Portion(0, null);
        }
        Conditions conditions = Conditions.onReading(task.filter(), next.sensorIds(), next.range());
        long count = count(handle, task, conditions, Long.MAX_VALUE, 0);
        return new Portion(count, next.range().upTo());
    }

    /**
     * @param seconds it may take; 0 as any other
     */
    private static long count(
            Handle handle,
            ChangeTask.OfFilter task,
            Conditions conditions,
            long most,
            int seconds) {
        var query =
                handle.createQuery(most == Long.MAX_VALUE ? COUNT : COUNT_UP_TO)
                        .define("after", ChangeTransaction.after(task))
                        .define("and", conditions.and())
                        .bindMap(conditions.parameters());
        if (most < Long.MAX_VALUE) {
            query.bind("most", most + 1);
        }
        if (seconds > 0) {
            query.setQueryTimeout(seconds);
        }
        long[] counts = query.map((row, _) -> new long[] {row.getLong(1), row.getLong(2)}).one();
        Correction correction = task.correction();
        if (correction != null && counts[1] > 0) {
            throw overflow(handle, task, correction, conditions, counts[1]);
        }
        return counts[0];
    }

    private static CorrectionOverflow overflow(
            Handle handle,
            ChangeTask.OfFilter task,
            Correction correction,
            Conditions conditions,
            long count) {
        return handle.createQuery(OVERFLOW)
                .define("after", ChangeTransaction.after(task))
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .map((row, _) ->
                        new CorrectionOverflow(
                                correction,
                                count,
                                ReadingColumns.readingId(row, 1),
                                row.getDouble(3)))
                .findOne()
                .orElseThrow(() -> new StoreUnavailable("Readings are being changed meanwhile"));
    }

    /** The oldest; none when they are hard to find. */
    List<ChangedReading> sample(Queries queries, ChangeTask.OfFilter task, int most) {
        Conditions conditions = Conditions.onReading(task.filter());
        try {
            return queries.run(handle ->
                    handle.createQuery(SAMPLE)
                            .define("after", ChangeTransaction.after(task))
                            .define("and", conditions.and())
                            .bindMap(conditions.parameters())
                            .bind("most", most)
                            .setQueryTimeout(SAMPLE_SECONDS)
                            .map((row, _) -> MySqlChangeStore.changedReading(row))
                            .list());
        } catch (QueryTimeout e) {
            return List.of();
        }
    }
}
