package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeConflict;
import datastream.collector.domain.ChangeFilter;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Slice;
import datastream.collector.usecase.change.ChangeLog;
import datastream.reading.Timestamps;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads and deletes what is recorded of changes. Thread-safe. */
public final class MySqlChangeLog implements ChangeLog {

    /** Rows that one transaction deletes. */
    private static final int CHUNK = 5_000;

    private static final String FIND =
            """
            SELECT <columns> FROM reading_change c WHERE TRUE <and>
            ORDER BY c.created_at <order>, c.id <order> LIMIT :limit OFFSET :offset
            """;

    private static final String COUNT = "SELECT COUNT(*) FROM reading_change c WHERE TRUE <and>";

    private static final String READINGS =
            """
            SELECT c.sensor_id, c.ts, s.sensor_type, s.id1, s.id2, c.value_before, c.value_after
            FROM changed_reading c JOIN sensor s ON s.id = c.sensor_id
            WHERE c.change_id = :change <and>
            ORDER BY c.sensor_id, c.ts LIMIT :most
            """;

    private static final String CONFLICTS =
            """
            SELECT c.sensor_id, c.ts, s.sensor_type, s.id1, s.id2, c.value_expected, c.value_found
            FROM change_conflict c JOIN sensor s ON s.id = c.sensor_id
            WHERE c.change_id = :change <and>
            ORDER BY c.sensor_id, c.ts LIMIT :most
            """;

    private static final String OLDEST =
            """
            SELECT id FROM reading_change
            WHERE created_at < :before AND status NOT IN ('PENDING', 'RUNNING')
                AND NOT EXISTS (SELECT 1 FROM reading_change u WHERE u.undoes = reading_change.id
                    AND u.status IN ('PENDING', 'RUNNING'))
            ORDER BY created_at, id LIMIT 1
            """;

    /** By number and not by time, so that what was beyond once remains so. */
    private static final String OLDEST_BEYOND =
            """
            SELECT id FROM reading_change
            WHERE status NOT IN ('PENDING', 'RUNNING')
                AND NOT EXISTS (SELECT 1 FROM reading_change u WHERE u.undoes = reading_change.id
                    AND u.status IN ('PENDING', 'RUNNING'))
            ORDER BY id LIMIT 1
            """;

    private static final String ROWS_AFTER =
            """
            SELECT COUNT(*) + COALESCE(SUM(changed + conflicts), 0) FROM reading_change
            WHERE id > :id
            """;

    private static final List<String> DELETES =
            List.of(
                    "DELETE FROM changed_reading WHERE change_id = :id LIMIT :most",
                    "DELETE FROM change_conflict WHERE change_id = :id LIMIT :most",
                    "DELETE FROM reading_change WHERE id = :id LIMIT :most");

    private final Queries queries;

    public MySqlChangeLog(Database database) {
        queries = database.queries();
    }

    @Override
    public @Nullable Change find(long id) {
        return queries.run(handle -> ChangeRow.find(handle, id));
    }

    @Override
    public Slice<Change> find(ChangeFilter filter, Page page) {
        Conditions conditions = Conditions.onChange(filter);
        return queries.run(handle -> {
            List<Change> data =
                    handle.createQuery(FIND)
                            .define("columns", ChangeRow.COLUMNS)
                            .define("and", conditions.and())
                            .define("order", page.order().name())
                            .bindMap(conditions.parameters())
                            .bind("limit", page.limit())
                            .bind("offset", page.offset())
                            .map((row, _) -> ChangeRow.read(row))
                            .list();
            long total =
                    handle.createQuery(COUNT)
                            .define("and", conditions.and())
                            .bindMap(conditions.parameters())
                            .mapTo(Long.class)
                            .one();
            return new Slice<>(data, total);
        });
    }

    @Override
    public List<ChangedReading> readings(long id, @Nullable ReadingId after, int most) {
        return queries.run(handle ->
                page(handle, READINGS, id, after, most)
                        .map((row, _) -> MySqlChangeStore.changedReading(row))
                        .list());
    }

    @Override
    public List<ChangeConflict> conflicts(long id, @Nullable ReadingId after, int most) {
        return queries.run(handle -> conflicts(handle, id, after, most));
    }

    static List<ChangeConflict> conflicts(
            Handle handle, long id, @Nullable ReadingId after, int most) {
        return page(handle, CONFLICTS, id, after, most)
                .map((row, _) ->
                        new ChangeConflict(
                                ReadingColumns.readingId(row, 1),
                                ReadingColumns.sensor(row, 3),
                                ReadingColumns.value(row, 6),
                                ReadingColumns.value(row, 7)))
                .list();
    }

    private static Query page(
            Handle handle, String sql, long id, @Nullable ReadingId after, int most) {
        Conditions range = Conditions.onKeys(new KeyRange(after, null), "c.");
        return handle.createQuery(sql)
                .define("and", range.and())
                .bindMap(range.parameters())
                .bind("change", id)
                .bind("most", most);
    }

    /** Two collectors that find the same one delete it together. */
    @Override
    public boolean deleteSomeBefore(long micros) {
        return queries.run(handle -> {
            Long id =
                    handle.createQuery(OLDEST)
                            .bind("before", Timestamps.toUtc(micros))
                            .mapTo(Long.class)
                            .findOne()
                            .orElse(null);
            if (id != null) {
                deleteSome(handle, id);
            }
            return id != null;
        });
    }

    @Override
    public boolean deleteSomeBeyond(long most) {
        return queries.run(handle -> {
            Long id = handle.createQuery(OLDEST_BEYOND).mapTo(Long.class).findOne().orElse(null);
            if (id == null || rowsAfter(handle, id) < most) {
                return false;
            }
            deleteSome(handle, id);
            return true;
        });
    }

    @Override
    public long rowsAfter(long id) {
        return queries.run(handle -> rowsAfter(handle, id));
    }

    private static long rowsAfter(Handle handle, long id) {
        return handle.createQuery(ROWS_AFTER).bind("id", id).mapTo(Long.class).one();
    }

    /** The change itself only when nothing of it is left, so that what is left is found again. */
    private static void deleteSome(Handle handle, long id) {
        for (String delete : DELETES) {
            int deleted = handle.createUpdate(delete).bind("id", id).bind("most", CHUNK).execute();
            if (deleted == CHUNK) {
                return;
            }
        }
    }
}
