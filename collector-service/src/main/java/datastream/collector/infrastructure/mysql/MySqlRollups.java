package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.rollup.RollupStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tables sensor_rollup and type_rollup. Whoever changes them, or the gaps in them, holds the
 * one row of rollup_lock until the transaction ends; nobody waits for it. Thread-safe.
 */
public final class MySqlRollups implements RollupStore {

    /** Entries taken in at once: some megabytes at most. */
    private static final int MOST_ENTRIES = 2_000;

    private static final int DELETED_AT_ONCE = 500;
    private static final long MOST_HOURS = 365L * 24;
    private static final Duration QUICK = Duration.ofMillis(200);
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final String LOCK = "SELECT id FROM rollup_lock WHERE id = 1 FOR UPDATE";

    private static final String JOURNAL =
            "SELECT id, entries FROM batch_journal ORDER BY id LIMIT " + MOST_ENTRIES;

    /** The newest first: most questions are about these. */
    private static final String NEXT_GAP =
            """
            SELECT from_hour, to_hour FROM rollup_gap
            WHERE held_until IS NULL OR held_until <= UTC_TIMESTAMP(6)
            ORDER BY from_hour DESC LIMIT 1
            """;

    private static final String CLOSE_GAP = "DELETE FROM rollup_gap WHERE from_hour = :from";

    private static final String SHORTEN_GAP =
            "UPDATE rollup_gap SET to_hour = :to WHERE from_hour = :from";

    private final Queries queries;

    /** As wide as the density of the readings lets it be. */
    private final AtomicLong windowHours = new AtomicLong(1);

    public MySqlRollups(Database database) {
        queries = database.queries();
    }

    @Override
    public boolean fold() {
        return queries.transact(handle -> isFree(handle) && fold(handle) == MOST_ENTRIES);
    }

    /** Not those who have it: they do the same. */
    private static boolean isFree(Handle handle) {
        return handle.createQuery(LOCK + " SKIP LOCKED").mapTo(Integer.class).findOne().isPresent();
    }

    /** Returns how many entries it has folded. */
    private static int fold(Handle handle) {
        List<Long> ids = new ArrayList<>();
        ReadingCounts counts = new ReadingCounts();
        CountVisitor outsideGaps = outside(RollupGap.all(handle), counts);
        TextStatements.forEachRow(
                handle,
                JOURNAL,
                row -> {
                    ids.add(row.getLong(1));
                    JournalEntry.read(row.getBytes(2), outsideGaps);
                });
        RollupRows rows = new RollupRows();
        counts.tell(rows);
        rows.add(handle);
        delete(handle, ids);
        return ids.size();
    }

    /** What lies in a gap is counted by whoever builds it. */
    private static CountVisitor outside(List<RollupGap> gaps, CountVisitor visitor) {
        return new CountVisitor() {
            @Override
            public void ofSensor(int sensorId, long hour, long count) {
                if (!RollupGap.anyHas(gaps, hour)) {
                    visitor.ofSensor(sensorId, hour, count);
                }
            }

            @Override
            public void ofType(String sensorType, long second, long count) {
                if (!RollupGap.anyHas(gaps, second / BucketWidth.HOUR.seconds())) {
                    visitor.ofType(sensorType, second, count);
                }
            }
        };
    }

    /** By their ids, not by a range: entries between them may be about to be committed. */
    private static void delete(Handle handle, List<Long> ids) {
        for (int from = 0; from < ids.size(); from += DELETED_AT_ONCE) {
            String list =
                    ids.subList(from, Math.min(from + DELETED_AT_ONCE, ids.size())).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
            TextStatements.execute(handle, "DELETE FROM batch_journal WHERE id IN (" + list + ")");
        }
    }

    @Override
    public boolean build() {
        long start = System.nanoTime();
        boolean built = queries.transact(handle -> isFree(handle) && buildNext(handle));
        if (built) {
            adjust(Duration.ofNanos(System.nanoTime() - start));
        }
        return built;
    }

    private void adjust(Duration took) {
        if (took.compareTo(QUICK) < 0) {
            windowHours.updateAndGet(hours -> Math.min(2 * hours, MOST_HOURS));
        } else if (took.compareTo(SLOW) > 0) {
            windowHours.updateAndGet(hours -> Math.max(hours / 2, 1));
        }
    }

    private boolean buildNext(Handle handle) {
        Optional<RollupGap> found =
                handle.createQuery(NEXT_GAP)
                        .map((row, _) -> new RollupGap(row.getLong(1), row.getLong(2)))
                        .findOne();
        if (found.isEmpty()) {
            return false;
        }
        RollupGap gap = found.get();
        Long newest = newestHour(handle, gap);
        long from =
                newest == null
                        ? gap.fromHour()
                        : Math.max(gap.fromHour(), newest + 1 - windowHours.get());
        // To its end: the journal may still tell of readings that went from behind the newest.
        new BuildWindow(from, gap.toHour()).build(handle);
        shorten(handle, gap, from);
        return true;
    }

    /** The hour of the newest reading in a gap; null when there is none. */
    private static @Nullable Long newestHour(Handle handle, RollupGap gap) {
        String sql =
                "SELECT %s DIV 3600 FROM (SELECT MAX(ts) AS newest FROM reading WHERE TRUE%s) AS last"
                        .formatted(
                                ReadingSql.secondOf("newest"),
                                ReadingSql.isIn("ts", gap.fromMicros(), gap.toMicros()));
        List<Long> hours = new ArrayList<>();
        TextStatements.forEachRow(
                handle,
                sql,
                row -> {
                    long hour = row.getLong(1);
                    if (!row.wasNull()) {
                        hours.add(hour);
                    }
                });
        return hours.isEmpty() ? null : hours.getFirst();
    }

    /** What lies behind is built. */
    private static void shorten(Handle handle, RollupGap gap, long to) {
        boolean closed = to == gap.fromHour();
        var update = handle.createUpdate(closed ? CLOSE_GAP : SHORTEN_GAP);
        update.bind("from", gap.fromHour());
        if (!closed) {
            update.bind("to", to);
        }
        update.execute();
    }
}
