package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ReadingId;
import datastream.collector.usecase.change.ChangeQueue;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Jobs are rows of the table reading_change. The database's clock alone says when a lease has run
 * out, so the collectors' clocks may differ. Thread-safe.
 */
public final class MySqlChangeQueue implements ChangeQueue {

    private static final String FREE =
            "(status = 'PENDING' OR (status = 'RUNNING' AND lease_until < UTC_TIMESTAMP(6)))";

    /** Without a lease sorts before all with one: nobody has taken those yet. */
    private static final String NEXT =
            "SELECT id FROM reading_change WHERE " + FREE + " ORDER BY lease_until, id LIMIT 1";

    private static final String BACKLOG =
            """
            SELECT COALESCE(SUM(status = 'PENDING'), 0), COALESCE(SUM(status = 'RUNNING'), 0)
            FROM reading_change WHERE status IN ('PENDING', 'RUNNING')
            """;

    private static final String CLAIM =
            """
            UPDATE reading_change SET status = 'RUNNING', lease_owner = :owner,
                lease_until = UTC_TIMESTAMP(6) + INTERVAL :lease MICROSECOND
            WHERE id = :id AND
            """
                    + FREE;

    /** Also locks the row until the step is committed: who cancels waits for it. */
    private static final String RENEW =
            """
            UPDATE reading_change SET lease_until = UTC_TIMESTAMP(6) + INTERVAL :lease MICROSECOND
            WHERE id = :id AND status = 'RUNNING' AND lease_owner = :owner
            """;

    private static final String POSITION =
            """
            SELECT done_sensor_id, done_ts FROM reading_change
            WHERE id = :id AND done_sensor_id IS NOT NULL
            """;

    private static final String ADVANCE =
            """
            UPDATE reading_change SET changed = changed + :count, conflicts = conflicts + :conflicts,
                done_sensor_id = :sensor, done_ts = :ts
            WHERE id = :id
            """;

    private static final String FINISH =
            """
            UPDATE reading_change SET status = 'DONE', changed = changed + :count,
                conflicts = conflicts + :conflicts, finished_at = UTC_TIMESTAMP(6)
            WHERE id = :id
            """;

    private static final String FAIL =
            """
            UPDATE reading_change SET status = 'FAILED', failure = LEFT(:why, 500),
                finished_at = UTC_TIMESTAMP(6)
            WHERE id = :id AND status = 'RUNNING' AND lease_owner = :owner
            """;

    private static final String RELEASE =
            """
            UPDATE reading_change SET status = 'PENDING', lease_owner = NULL
            WHERE id = :id AND status = 'RUNNING' AND lease_owner = :owner
            """;

    private static final String CANCEL =
            """
            UPDATE reading_change SET status = 'CANCELLED', finished_at = UTC_TIMESTAMP(6)
            WHERE id = :id AND status IN ('PENDING', 'RUNNING')
            """;

    private final Queries queries;
    private final int chunk;

    public MySqlChangeQueue(Database database) {
        this(database, ChangeChunk.USUAL);
    }

    /**
     * @param chunk readings that one step looks at
     */
    MySqlChangeQueue(Database database, int chunk) {
        this.queries = database.queries();
        this.chunk = chunk;
    }

    @Override
    public @Nullable Change claim(String owner, Duration lease) {
        return queries.transact(handle -> {
            Optional<Long> id = handle.createQuery(NEXT).mapTo(Long.class).findOne();
            if (id.isEmpty()) {
                return null;
            }
            int claimed =
                    handle.createUpdate(CLAIM)
                            .bind("id", id.get())
                            .bind("owner", owner)
                            .bind("lease", micros(lease))
                            .execute();
            return claimed == 0 ? null : ChangeRow.find(handle, id.get());
        });
    }

    @Override
    public Backlog backlog() {
        return queries.run(handle ->
                handle.createQuery(BACKLOG)
                        .map((row, _) -> new Backlog(row.getLong(1), row.getLong(2)))
                        .one());
    }

    @Override
    public Step advance(Change job, String owner, Duration lease) {
        return queries.transact(handle -> {
            int mine = renew(handle, job.id(), owner, lease);
            return mine == 0 ? new Step(Progress.LOST, 0) : advance(handle, job);
        });
    }

    @Override
    public void renew(long id, String owner, Duration lease) {
        queries.run(handle -> renew(handle, id, owner, lease));
    }

    private static int renew(Handle handle, long id, String owner, Duration lease) {
        return handle.createUpdate(RENEW)
                .bind("id", id)
                .bind("owner", owner)
                .bind("lease", micros(lease))
                .execute();
    }

    private Step advance(Handle handle, Change job) {
        ReadingId position =
                handle.createQuery(POSITION)
                        .bind("id", job.id())
                        .map((row, _) -> ReadingColumns.readingId(row, 1))
                        .findOne()
                        .orElse(null);
        ChangeTask task = job.request().task();
        long count = 0;
        long conflicts = 0;
        ChangeChunk next;
        ChangeTransaction transaction;
        switch (task) {
            case ChangeTask.OfFilter ofFilter -> {
                next = ChangeChunk.ofReadings(handle, ofFilter.filter(), position, chunk);
                transaction = new ChangeTransaction(handle, job.id(), next.range());
                if (!next.sensorIds().isEmpty()) {
                    Conditions readings =
                            Conditions.onReading(ofFilter.filter(), next.sensorIds(), next.range());
                    // Some may have come in since the end of the step was found: all of them.
                    count = transaction.collect(ofFilter, readings, Long.MAX_VALUE);
                }
            }
            case ChangeTask.Undo(long undone) -> {
                next = ChangeChunk.ofChange(handle, undone, position, chunk);
                transaction = new ChangeTransaction(handle, job.id(), next.range());
                count = transaction.collectUndo(undone);
                conflicts = transaction.collectConflicts(undone);
            }
        }
        if (count > 0) {
            transaction.apply(task.kind(), count);
        }
        return new Step(record(handle, job.id(), next, count, conflicts), count);
    }

    private static Progress record(
            Handle handle, long id, ChangeChunk done, long count, long conflicts) {
        ReadingId upTo = done.range().upTo();
        var update =
                handle.createUpdate(upTo == null ? FINISH : ADVANCE)
                        .bind("id", id)
                        .bind("count", count)
                        .bind("conflicts", conflicts);
        if (upTo != null) {
            update.bind("sensor", upTo.sensorId())
                    .bind("ts", Timestamps.toUtc(upTo.timestampMicros()));
        }
        update.execute();
        return upTo == null ? Progress.FINISHED : Progress.MORE;
    }

    @Override
    public void fail(long id, String owner, String why) {
        queries.run(handle ->
                handle.createUpdate(FAIL)
                        .bind("id", id)
                        .bind("owner", owner)
                        .bind("why", why)
                        .execute());
    }

    @Override
    public void release(long id, String owner) {
        queries.run(handle ->
                handle.createUpdate(RELEASE).bind("id", id).bind("owner", owner).execute());
    }

    @Override
    public boolean cancel(long id) {
        return queries.run(handle -> handle.createUpdate(CANCEL).bind("id", id).execute()) > 0;
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }
}
