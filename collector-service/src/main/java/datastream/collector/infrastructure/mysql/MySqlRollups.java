package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.rollup.RollupStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tables sensor_rollup and type_rollup. Whoever changes them, or the gaps in them, holds the
 * one row of rollup_turn until the transaction ends; nobody waits for it. Thread-safe.
 */
public final class MySqlRollups implements RollupStore {

    /** Entries taken in at once. */
    private static final int MOST_ENTRIES = 2_000;

    /**
     * Of these together, unless the first is larger: some 100,000 counts at most, each of which
     * takes about a hundred bytes of memory and a dozen microseconds or more of the database.
     */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int AT_ONCE = 500;

    /** Readings that are counted at once, if they are not of one hour: some tenths of a second. */
    private static final int MOST_READINGS = 100_000;

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
        return queries.transact(handle -> RollupLock.tryTake(handle) && fold(handle));
    }

    /** Returns whether there are more entries. */
    private static boolean fold(Handle handle) {
        OldestEntries oldest = OldestEntries.find(handle);
        ReadingCounts counts = new ReadingCounts();
        CountVisitor outsideGaps = outside(RollupGap.all(handle), counts);
        forEach(
                oldest.ids(),
                list ->
                        TextStatements.forEachRow(
                                handle,
                                "SELECT entries FROM batch_journal WHERE id IN (" + list + ")",
                                row -> JournalEntry.read(row.getBytes(1), outsideGaps)));
        RollupRows rows = new RollupRows();
        counts.tell(rows);
        rows.add(handle);
        // By their ids, not by a range: entries between them may be about to be committed.
        forEach(
                oldest.ids(),
                list ->
                        TextStatements.execute(
                                handle, "DELETE FROM batch_journal WHERE id IN (" + list + ")"));
        return oldest.more();
    }

    /**
     * Entries that are taken in together. Only who holds the turn deletes any, so that they stay.
     *
     * @param more whether there are others
     */
    private record OldestEntries(List<Long> ids, boolean more) {

        private static final String SIZES =
                "SELECT id, LENGTH(entries) FROM batch_journal ORDER BY id LIMIT "
                        + (MOST_ENTRIES + 1);

        static OldestEntries find(Handle handle) {
            List<Long> ids = new ArrayList<>();
            long[] bytes = {0};
            int[] rows = {0};
            TextStatements.forEachRow(
                    handle,
                    SIZES,
                    row -> {
                        rows[0]++;
                        bytes[0] += row.getLong(2);
                        boolean fits = bytes[0] <= MOST_BYTES && ids.size() < MOST_ENTRIES;
                        if (fits || ids.isEmpty()) {
                            ids.add(row.getLong(1));
                        }
                    });
            return new OldestEntries(ids, ids.size() < rows[0]);
        }
    }

    private static void forEach(List<Long> ids, Consumer<String> list) {
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            list.accept(
                    ids.subList(from, Math.min(from + AT_ONCE, ids.size())).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")));
        }
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
