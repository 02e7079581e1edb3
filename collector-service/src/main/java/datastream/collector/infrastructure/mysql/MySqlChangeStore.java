package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeConflict;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.Correction;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.change.ChangeStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Changes rows of the table reading, and records it. Thread-safe. */
public final class MySqlChangeStore implements ChangeStore {

    /** Of the conflicts of an undo, so many are answered at once. */
    private static final int FIRST_CONFLICTS = 100;

    /** Counts and changes at once: they may take seconds, and queries need connections too. */
    private static final int MOST_AT_ONCE = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String COUNT =
            """
            SELECT COUNT(*), COALESCE(SUM(<after> IS NULL), 0) FROM reading
            WHERE NOT (sensor_value <=> <after>) <and>
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

    private static final String CAN_UNDO =
            """
            SELECT EXISTS (
                SELECT 1 FROM changed_reading c
                LEFT JOIN reading r ON r.sensor_id = c.sensor_id AND r.ts = c.ts
                WHERE c.change_id = :id AND r.sensor_value <=> c.value_after AND
            """
                    + ChangeTransaction.MAY_COME_BACK
                    + ")";

    private static final String FINISH =
            """
            UPDATE reading_change SET expected = :count, changed = :count, conflicts = :conflicts,
                finished_at = UTC_TIMESTAMP(6)
            WHERE id = :id
            """;

    private static final String COUNT_UNFINISHED =
            "SELECT COUNT(*) FROM reading_change WHERE status IN ('PENDING', 'RUNNING')";

    private final Queries queries;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);

    public MySqlChangeStore(Database database) {
        queries = database.queries();
    }

    @Override
    public @Nullable Change confirmedBy(String confirmation) {
        return queries.run(handle -> ChangeRow.confirmedBy(handle, confirmation));
    }

    @Override
    public long count(ChangeTask.OfFilter task) {
        Conditions conditions = Conditions.onReading(task.filter());
        Correction correction = task.correction();
        return inPlace(() ->
                queries.run(handle -> {
                    long[] counts =
                            handle.createQuery(COUNT)
                                    .define("after", ChangeTransaction.after(task))
                                    .define("and", conditions.and())
                                    .bindMap(conditions.parameters())
                                    .map((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                                    .one();
                    if (correction != null && counts[1] > 0) {
                        throw overflow(handle, task, correction, counts[1]);
                    }
                    return counts[0];
                }));
    }

    private <T> T inPlace(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreUnavailable("Too many changes are being made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while others made changes", e);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static CorrectionOverflow overflow(
            Handle handle, ChangeTask.OfFilter task, Correction correction, long count) {
        Conditions conditions = Conditions.onReading(task.filter());
        return handle.createQuery(OVERFLOW)
                .define("after", ChangeTransaction.after(task))
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .map((row, _) ->
                        new CorrectionOverflow(
                                correction, count, ChangeRow.readingId(row, 1), row.getDouble(3)))
                .findOne()
                .orElseThrow(() -> new StoreUnavailable("Readings are being changed meanwhile"));
    }

    @Override
    public List<ChangedReading> sample(ChangeTask.OfFilter task, int most) {
        Conditions conditions = Conditions.onReading(task.filter());
        return inPlace(() ->
                queries.run(handle ->
                        handle.createQuery(SAMPLE)
                                .define("after", ChangeTransaction.after(task))
                                .define("and", conditions.and())
                                .bindMap(conditions.parameters())
                                .bind("most", most)
                                .map((row, _) -> changedReading(row))
                                .list()));
    }

    static ChangedReading changedReading(ResultSet row) throws SQLException {
        return new ChangedReading(
                ChangeRow.readingId(row, 1),
                ChangeRow.sensor(row, 3),
                ChangeRow.value(row, 6),
                ChangeRow.value(row, 7));
    }

    @Override
    public boolean canUndo(long changeId) {
        return inPlace(() ->
                queries.run(handle ->
                        handle.createQuery(CAN_UNDO)
                                .bind("id", changeId)
                                .mapTo(Boolean.class)
                                .one()));
    }

    @Override
    public Applied apply(ChangeRequest request, int most, LongPredicate accepted) {
        return inPlace(() -> queries.transact(handle -> apply(handle, request, most, accepted)));
    }

    private static Applied apply(
            Handle handle, ChangeRequest request, int most, LongPredicate accepted) {
        long id = ChangeRow.add(handle, request, Change.Status.DONE, 0);
        ChangeTransaction transaction = new ChangeTransaction(handle, id, KeyRange.ALL);
        long count = 0;
        long conflicts = 0;
        switch (request.task()) {
            case ChangeTask.OfFilter task ->
                    count =
                            transaction.collect(
                                    task, Conditions.onReading(task.filter()), most + 1L);
            case ChangeTask.Undo(long undone) -> {
                count = transaction.collectUndo(undone);
                conflicts = transaction.collectConflicts(undone);
            }
        }
        List<ChangeConflict> first =
                conflicts == 0
                        ? List.of()
                        : MySqlChangeLog.conflicts(handle, id, null, FIRST_CONFLICTS);
        if (count == 0 || count > most || !accepted.test(count)) {
            handle.rollback();
            return new Applied(null, count, conflicts, first);
        }
        transaction.apply(request.task().kind(), count);
        return new Applied(finish(handle, id, count, conflicts), count, conflicts, first);
    }

    private static Change finish(Handle handle, long id, long count, long conflicts) {
        handle.createUpdate(FINISH)
                .bind("id", id)
                .bind("count", count)
                .bind("conflicts", conflicts)
                .execute();
        return Objects.requireNonNull(ChangeRow.find(handle, id));
    }

    /** Of several at once each counts without the others: there may be a few more. */
    @Override
    public @Nullable Change enqueue(ChangeRequest request, long expected, int mostUnfinished) {
        return queries.transact(handle -> {
            if (handle.createQuery(COUNT_UNFINISHED).mapTo(Long.class).one() >= mostUnfinished) {
                return null;
            }
            long id = ChangeRow.add(handle, request, Change.Status.PENDING, expected);
            return ChangeRow.find(handle, id);
        });
    }
}
