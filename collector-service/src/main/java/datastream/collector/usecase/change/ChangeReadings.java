package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.usecase.change.ChangeOutcome.Done;
import datastream.collector.usecase.change.ChangeOutcome.Nothing;
import datastream.collector.usecase.change.ChangeOutcome.Queued;
import datastream.collector.usecase.change.ChangeOutcome.Unconfirmed;
import datastream.collector.usecase.change.ChangeStore.Applied;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits and deletes the readings that match a filter. Many are changed only when somebody has seen
 * how many and says so; very many become a job. What is changed in one transaction is exactly what
 * was confirmed: it counts again inside. Thread-safe.
 */
public final class ChangeReadings {

    private static final int SAMPLE = 10;

    private final ChangeStore store;
    private final ChangeJobs jobs;
    private final ChangeConfig config;

    public ChangeReadings(ChangeStore store, ChangeJobs jobs, ChangeConfig config) {
        this.store = store;
        this.jobs = jobs;
        this.config = config;
    }

    /**
     * What a change would do.
     *
     * @param count readings that it would change now
     * @param sample the oldest of them, with the values that they would have
     * @param confirmationNeeded whether so many must be confirmed
     */
    public record Preview(long count, List<ChangedReading> sample, boolean confirmationNeeded) {}

    /**
     * Changes nothing.
     *
     * @throws CorrectionOverflow when it would make a value that no double can hold
     */
    public Preview preview(ChangeTask.OfFilter task) {
        long count = store.count(task);
        return new Preview(count, store.sample(task, SAMPLE), !isAccepted(count, null));
    }

    /**
     * That the caller has seen how many readings would be changed, and agrees.
     *
     * @param count how many
     * @param mark tells this agreement from all others: it is good for one change, and the same
     *     request once more is answered with that; null when that does not matter
     */
    public record Confirmed(long count, @Nullable String mark) {}

    /**
     * @param confirmed what the caller has agreed to, or null
     * @throws CorrectionOverflow when it would make a value that no double can hold; nothing is
     *     changed
     */
    public ChangeOutcome change(
            ChangeTask.OfFilter task,
            String user,
            @Nullable String reason,
            @Nullable Confirmed confirmed) {
        String mark = confirmed == null ? null : confirmed.mark();
        ChangeRequest request = new ChangeRequest(task, user, reason, mark);
        Change earlier = mark == null ? null : store.confirmedBy(mark);
        if (earlier != null) {
            return earlier.status().isFinished()
                    ? new Done(earlier, List.of())
                    : new Queued(earlier);
        }
        long count = store.count(task);
        if (count == 0 && confirmed == null) {
            return Nothing.AT_ALL;
        }
        if (!isAccepted(count, confirmed)) {
            return new Unconfirmed(count);
        }
        if (count > config.mostAtOnce()) {
            return jobs.enqueue(request, count);
        }
        return changeAtOnce(request, task, confirmed);
    }

    private ChangeOutcome changeAtOnce(
            ChangeRequest request, ChangeTask.OfFilter task, @Nullable Confirmed confirmed) {
        Applied applied =
                store.apply(request, config.mostAtOnce(), count -> isAccepted(count, confirmed));
        Change change = applied.change();
        if (change != null) {
            return new Done(change, List.of());
        }
        if (applied.count() == 0) {
            return Nothing.AT_ALL;
        }
        if (applied.count() <= config.mostAtOnce()) {
            return new Unconfirmed(applied.count());
        }
        long count = store.count(task);
        return isAccepted(count, confirmed) ? jobs.enqueue(request, count) : new Unconfirmed(count);
    }

    private boolean isAccepted(long count, @Nullable Confirmed confirmed) {
        return confirmed == null ? count <= config.confirmAbove() : count == confirmed.count();
    }
}
