package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.ReadingId;
import org.jdbi.v3.core.Handle;

/**
 * What a change does to readings, inside one transaction: it first collects, without a lock, which
 * readings change and how, into table changed_reading, and then makes them so. A reading that is
 * not any more what was collected is not touched; the whole transaction is then to be rolled back
 * and tried again. So what is recorded as the value before is exactly what was replaced, and locks
 * are held only for the second half, in the order of the primary key, in which no two edits or
 * deletes can wait for each other in a ring. An undo of several kinds goes that way up to three
 * times, so it can, as can ingest, whose batches have their own order: the server ends such a ring,
 * and the whole transaction is tried again. For one use.
 */
final class ChangeTransaction {

    /** A correction that overflows gives NULL, which no edit has otherwise. */
    private static final String COLLECT =
            """
            INSERT INTO changed_reading (change_id, sensor_id, ts, value_before, value_after, counted, journalled)
            SELECT :change, sensor_id, ts, sensor_value, <after>, '', '' FROM reading
            WHERE NOT (sensor_value <=> <after>) <and> LIMIT :most
            """;

    /** Not deleted, or not so old that it is not kept any more and must not come back. */
    static final String MAY_COME_BACK =
            """
            (c.value_after IS NOT NULL OR c.ts >= COALESCE(
                (SELECT kept_since FROM reading_retention), TIMESTAMP'1000-01-01 00:00:00'))
            """;

    /** Those that are as the undone change left them. */
    private static final String COLLECT_UNDO =
            """
            INSERT INTO changed_reading (change_id, sensor_id, ts, value_before, value_after, counted, journalled)
            SELECT :change, c.sensor_id, c.ts, r.sensor_value, c.value_before, '', ''
            FROM changed_reading c
            LEFT JOIN reading r ON r.sensor_id = c.sensor_id AND r.ts = c.ts
            WHERE c.change_id = :undone <and> AND r.sensor_value <=> c.value_after AND
            """
                    + MAY_COME_BACK;

    /** Those that are neither so nor as they were before, and those that must not come back. */
    private static final String COLLECT_CONFLICTS =
            """
            INSERT INTO change_conflict (change_id, sensor_id, ts, value_expected, value_found)
            SELECT :change, c.sensor_id, c.ts, c.value_after, r.sensor_value
            FROM changed_reading c
            LEFT JOIN reading r ON r.sensor_id = c.sensor_id AND r.ts = c.ts
            WHERE c.change_id = :undone <and> AND NOT (r.sensor_value <=> c.value_before)
                AND NOT (r.sensor_value <=> c.value_after AND
            """
                    + MAY_COME_BACK
                    + ")";

    private static final String UPDATE =
            """
            UPDATE changed_reading c
            STRAIGHT_JOIN reading r ON r.sensor_id = c.sensor_id AND r.ts = c.ts
            SET r.sensor_value = c.value_after
            WHERE c.change_id = :change <and>
                AND c.value_after IS NOT NULL AND r.sensor_value = c.value_before
            """;

    private static final String DELETE =
            """
            DELETE r FROM changed_reading c
            STRAIGHT_JOIN reading r ON r.sensor_id = c.sensor_id AND r.ts = c.ts
            WHERE c.change_id = :change <and>
                AND c.value_after IS NULL AND r.sensor_value = c.value_before
            """;

    private static final String INSERT =
            """
            INSERT INTO reading (sensor_id, ts, sensor_value, counted)
            SELECT c.sensor_id, c.ts, c.value_after, '' FROM changed_reading c
            WHERE c.change_id = :change <and> AND c.value_before IS NULL
            """;

    private static final String COUNT_OVERFLOWS =
            """
            SELECT COUNT(*) FROM changed_reading c
            WHERE c.change_id = :change <and> AND c.value_after IS NULL
            """;

    private static final String OVERFLOW =
            """
            SELECT c.sensor_id, c.ts, c.value_before FROM changed_reading c
            WHERE c.change_id = :change <and> AND c.value_after IS NULL LIMIT 1
            """;

    private final Handle handle;
    private final long change;
    private final Conditions range;

    /**
     * @param change its number
     * @param range the keys that are meant, when the change is done in several transactions
     */
    ChangeTransaction(Handle handle, long change, KeyRange range) {
        this.handle = handle;
        this.change = change;
        this.range = Conditions.onKeys(range, "c.");
    }

    /**
     * Collects readings that are to be edited or deleted.
     *
     * @param readings which of them, over table reading
     * @return how many, at most {@code most}
     * @throws CorrectionOverflow when a new value would not be finite
     */
    long collect(ChangeTask.OfFilter task, Conditions readings, long most) {
        long count =
                handle.createUpdate(COLLECT)
                        .define("after", after(task))
                        .define("and", readings.and())
                        .bindMap(readings.parameters())
                        .bind("change", change)
                        .bind("most", most)
                        .execute();
        Correction correction = task.correction();
        if (correction != null) {
            requireFinite(correction);
        }
        return count;
    }

    /** The new value, as an expression over table reading. */
    static String after(ChangeTask.OfFilter task) {
        Correction correction = task.correction();
        if (correction == null) {
            return "NULL";
        }
        String operand = ReadingSql.literal(correction.operand());
        return switch (correction.operator()) {
            case SET -> operand;
            case ADD -> ifSafe(correction, "sensor_value + " + operand);
            case MULTIPLY -> ifSafe(correction, "sensor_value * " + operand);
        };
    }

    /** Both servers end a statement in which a number overflows. */
    private static String ifSafe(Correction correction, String expression) {
        return "CASE WHEN sensor_value BETWEEN %s AND %s THEN %s END"
                .formatted(
                        ReadingSql.literal(correction.leastSafe()),
                        ReadingSql.literal(correction.greatestSafe()),
                        expression);
    }

    private void requireFinite(Correction correction) {
        long count =
                handle.createQuery(COUNT_OVERFLOWS)
                        .define("and", range.and())
                        .bindMap(range.parameters())
                        .bind("change", change)
                        .mapTo(Long.class)
                        .one();
        if (count > 0) {
            throw handle.createQuery(OVERFLOW)
                    .define("and", range.and())
                    .bindMap(range.parameters())
                    .bind("change", change)
                    .map((row, _) -> {
                        ReadingId id = ReadingColumns.readingId(row, 1);
                        return new CorrectionOverflow(correction, count, id, row.getDouble(3));
                    })
                    .one();
        }
    }

    /**
     * Collects readings that are as a change left them, with the values that they had before.
     *
     * @return how many
     */
    long collectUndo(long undone) {
        return execute(COLLECT_UNDO, undone);
    }

    /**
     * Collects readings that somebody has changed since.
     *
     * @return how many
     */
    long collectConflicts(long undone) {
        return execute(COLLECT_CONFLICTS, undone);
    }

    private long execute(String sql, long undone) {
        return handle.createUpdate(sql)
                .define("and", range.and())
                .bindMap(range.parameters())
                .bind("change", change)
                .bind("undone", undone)
                .execute();
    }

    /**
     * Makes the readings what was collected. This is the one place where readings that are stored
     * become others, and where all of them are known: what is kept beside the readings, and depends
     * on them, is to be mended here.
     *
     * @param count how many were collected
     * @throws ReadingsMoved when some are not any more what was collected
     */
    void apply(ChangeTask.Kind kind, long count) {
        long changed =
                switch (kind) {
                    case EDIT -> execute(UPDATE);
                    case DELETE -> execute(DELETE);
                    case UNDO -> execute(UPDATE) + execute(DELETE) + execute(INSERT);
                };
        if (changed != count) {
            throw new ReadingsMoved(count, changed);
        }
        BatchJournal.add(handle, ChangedCounts.of(handle, change, range));
    }

    private long execute(String sql) {
        return handle.createUpdate(sql)
                .define("and", range.and())
                .bindMap(range.parameters())
                .bind("change", change)
                .execute();
    }
}
