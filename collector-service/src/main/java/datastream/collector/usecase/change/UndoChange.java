package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.usecase.change.ChangeOutcome.AlreadyUndone;
import datastream.collector.usecase.change.ChangeOutcome.Done;
import datastream.collector.usecase.change.ChangeOutcome.NotFinished;
import datastream.collector.usecase.change.ChangeOutcome.NotThere;
import datastream.collector.usecase.change.ChangeOutcome.Nothing;
import datastream.collector.usecase.change.ChangeOutcome.Queued;
import datastream.collector.usecase.change.ChangeStore.Applied;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes a change back, by a change of its own that can be taken back too, which is why it needs no
 * confirmation. A reading that is as the change left it gets its value before; one that has that
 * already is passed over; any other was changed again since, is left alone and listed. Thread-safe.
 */
public final class UndoChange {

    private final ChangeStore store;
    private final ChangeLog log;
    private final ChangeJobs jobs;
    private final ChangeConfig config;
    private final ChangeMetrics metrics;
    private final Clock clock;

    public UndoChange(
            ChangeStore store,
            ChangeLog log,
            ChangeJobs jobs,
            ChangeConfig config,
            ChangeMetrics metrics,
            Clock clock) {
        this.store = store;
        this.log = log;
        this.jobs = jobs;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * @param id of the change that is taken back
     */
    public ChangeOutcome undo(long id, String user, @Nullable String reason) {
        ChangeRequest request = new ChangeRequest(new ChangeTask.Undo(id), user, reason);
        ChangeOutcome outcome = undo(id, request);
        metrics.ended(ChangeTask.Kind.UNDO, ChangeMetrics.End.of(outcome));
        return outcome;
    }

    private ChangeOutcome undo(long id, ChangeRequest request) {
        Change undone = log.find(id);
        if (undone != null && !undone.status().isFinished()) {
            return new NotFinished();
        }
        if (undone == null || isForgotten(undone)) {
            return new NotThere();
        }
        Change undo = undone.undoneBy() == null ? null : log.find(undone.undoneBy());
        if (undo != null && !undo.status().isFinished()) {
            return new Queued(undo);
        }
        if (undo != null && isWhole(undo, undone)) {
            return new AlreadyUndone();
        }
        return undone.count() > config.mostAtOnce()
                ? jobs.enqueue(request, undone.count())
                : outcome(store.apply(request, config.mostAtOnce(), _ -> true));
    }

    /** Asked for once more, it must not meet those who have made the same change again since. */
    private static boolean isWhole(Change undo, Change undone) {
        return undo.status() == Change.Status.DONE
                && undo.count() == undone.count()
                && undo.undoneBy() == null;
    }

    /** It may be gone in part already: see {@link ExpireChanges}. */
    private boolean isForgotten(Change change) {
        Instant oldest = clock.instant().minus(config.retention());
        return change.createdMicros() < Timestamps.toMicros(oldest)
                || log.rowsAfter(change.id()) >= config.mostKept();
    }

    private ChangeOutcome outcome(Applied applied) {
        Change change = applied.change();
        if (change != null) {
            metrics.changed(ChangeTask.Kind.UNDO, change.count());
            return new Done(change, applied.conflicts());
        }
        return applied.conflictCount() == 0
                ? new AlreadyUndone()
                : new Nothing(applied.conflictCount(), applied.conflicts());
    }
}
