package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.usecase.change.ChangeOutcome.AlreadyUndone;
import datastream.collector.usecase.change.ChangeOutcome.Done;
import datastream.collector.usecase.change.ChangeOutcome.NotFinished;
import datastream.collector.usecase.change.ChangeOutcome.NotThere;
import datastream.collector.usecase.change.ChangeOutcome.Nothing;
import datastream.collector.usecase.change.ChangeStore.Applied;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes a change back, by a change of its own that can be taken back too. A reading that is as the
 * change left it gets its value before; one that has that already is passed over; any other was
 * changed again since and is left alone. Thread-safe.
 */
public final class UndoChange {

    private final ChangeStore store;
    private final ChangeLog log;
    private final ChangeJobs jobs;
    private final ChangeConfig config;
    private final Clock clock;

    public UndoChange(
            ChangeStore store, ChangeLog log, ChangeJobs jobs, ChangeConfig config, Clock clock) {
        this.store = store;
        this.log = log;
        this.jobs = jobs;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param id of the change that is taken back
     */
    public ChangeOutcome undo(long id, String user, @Nullable String reason) {
        ChangeRequest request = new ChangeRequest(new ChangeTask.Undo(id), user, reason);
        Change undone = log.find(id);
        if (undone == null || isTooOld(undone)) {
            return new NotThere();
        }
        if (!undone.status().isFinished()) {
            return new NotFinished();
        }
        if (isUndone(undone)) {
            return new AlreadyUndone();
        }
        if (undone.count() > config.mostAtOnce()) {
            return store.canUndo(id) ? jobs.enqueue(request, undone.count()) : new AlreadyUndone();
        }
        return outcome(store.apply(request, config.mostAtOnce(), _ -> true));
    }

    /** Asked for once more, it must not meet those who have made the same change again since. */
    private boolean isUndone(Change change) {
        Change undo = change.undoneBy() == null ? null : log.find(change.undoneBy());
        return undo != null
                && undo.status() == Change.Status.DONE
                && undo.count() == change.count()
                && undo.undoneBy() == null;
    }

    /** It may be gone in part already: see {@link ExpireChanges}. */
    private boolean isTooOld(Change change) {
        Instant oldest = clock.instant().minus(config.retention());
        return change.createdMicros() < Timestamps.toMicros(oldest);
    }

    private static ChangeOutcome outcome(Applied applied) {
        Change change = applied.change();
        if (change != null) {
            return new Done(change, applied.conflicts());
        }
        return applied.conflictCount() == 0
                ? new AlreadyUndone()
                : new Nothing(applied.conflictCount(), applied.conflicts());
    }
}
