package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.rollup.RollupStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tables sensor_rollup and type_rollup. Whoever changes them, or the gaps in them, holds the
 * one row of rollup_turn until the transaction ends; nobody waits for it. Thread-safe.
 */
public final class MySqlRollups implements RollupStore {

    /** Entries taken in at once: some megabytes at most. */
    private static final int MOST_ENTRIES = 2_000;

    private static final int DELETED_AT_ONCE = 500;

    /** Readings that are counted at once, if they are not of one hour: some tenths of a second. */
    private static final int MOST_READINGS = 100_000;

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
    private final int mostReadings;

    public MySqlRollups(Database database) {
        this(database, MOST_READINGS);
    }

    /**
     * @param mostReadings counted at once when a gap is built, above zero; those of an hour always
     */
    MySqlRollups(Database database, int mostReadings) {
        queries = database.queries();
        this.mostReadings = mostReadings;
    }

    @Override
    public boolean fold() {
        return queries.transact(
                handle -> RollupLock.tryTake(handle) && fold(handle) == MOST_ENTRIES);
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
        return queries.transact(handle -> RollupLock.tryTake(handle) && buildNext(handle));
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
        long from = windowStart(handle, gap);
        // To its end: the journal may still tell of readings that went from behind the newest.
        new BuildWindow(new RollupGap(from, gap.toHour())).build(handle);
        shorten(handle, gap, from);
        return true;
    }

    /**
     * So many hours before the gap's end that few enough readings are in them, but one at least.
     */
    private long windowStart(Handle handle, RollupGap gap) {
        Long tooMany = hourOfNewest(handle, gap, mostReadings);
        if (tooMany == null) {
            return gap.fromHour();
        }
        Long newest = hourOfNewest(handle, gap, 0);
        return newest == null ? gap.fromHour() : Math.min(tooMany + 1, newest);
    }

    /**
     * The hour of the newest reading in a gap but for so many that are newer; null when there is
     * none.
     */
    private static @Nullable Long hourOfNewest(Handle handle, RollupGap gap, int newer) {
        String range = ReadingSql.isIn("ts", gap.fromMicros(), gap.toMicros());
        String sql =
                """
                SELECT %s DIV 3600 FROM (
                    SELECT ts FROM reading FORCE INDEX (reading_by_time) WHERE TRUE%s
                    ORDER BY ts DESC LIMIT 1 OFFSET %d) AS one
                """
                        .formatted(ReadingSql.secondOf("ts"), range, newer);
        List<Long> hours = new ArrayList<>();
        TextStatements.forEachRow(handle, sql, row -> hours.add(row.getLong(1)));
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
