package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeConflict;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.ReadingCount;
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

    private static final String FINISH =
            """
            UPDATE reading_change SET expected = :count, changed = :count, conflicts = :conflicts,
                finished_at = UTC_TIMESTAMP(6)
            WHERE id = :id
            """;

    private static final String COUNT_UNFINISHED =
            "SELECT COUNT(*) FROM reading_change WHERE status IN ('PENDING', 'RUNNING')";

    private final Queries queries;
    private final ChangePreview preview;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);

    public MySqlChangeStore(Database database) {
        this(database, ChangePreview.USUAL);
    }

    /**
     * @param preview how long it counts, in which way
     */
    MySqlChangeStore(Database database, ChangePreview preview) {
        this.queries = database.queries();
        this.preview = preview;
    }

    @Override
    public @Nullable Change confirmedBy(String confirmation) {
        return queries.run(handle -> ChangeRow.confirmedBy(handle, confirmation));
    }

    @Override
    public ReadingCount count(ChangeTask.OfFilter task, long most) {
        return inPlace(() -> preview.count(queries, task, most));
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

    @Override
    public List<ChangedReading> sample(ChangeTask.OfFilter task, int most) {
        return inPlace(() -> preview.sample(queries, task, most));
    }

    static ChangedReading changedReading(ResultSet row) throws SQLException {
        return new ChangedReading(
                ReadingColumns.readingId(row, 1),
                ReadingColumns.sensor(row, 3),
                ReadingColumns.value(row, 6),
                ReadingColumns.value(row, 7));
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
