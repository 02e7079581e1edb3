package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.ReadingCount;
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
 * was confirmed: it counts again inside. What is too much to be counted in some seconds is a job
 * too. Thread-safe.
 */
public final class ChangeReadings {

    private static final int SAMPLE = 10;

    private final ChangeStore store;
    private final ChangeJobs jobs;
    private final ChangeConfig config;
    private final ChangeMetrics metrics;

    public ChangeReadings(
            ChangeStore store, ChangeJobs jobs, ChangeConfig config, ChangeMetrics metrics) {
        this.store = store;
        this.jobs = jobs;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * What a change would do.
     *
     * @param count readings that it would change now
     * @param sample the oldest of them, with the values that they would have; none when it would
     *     take long to find them
     * @param confirmationNeeded whether so many must be confirmed
     */
    public record Preview(
            ReadingCount count, List<ChangedReading> sample, boolean confirmationNeeded) {}

    /**
     * Changes nothing.
     *
     * @throws CorrectionOverflow when it would make a value that no double can hold
     */
    public Preview preview(ChangeTask.OfFilter task) {
        ReadingCount count = store.count(task, Long.MAX_VALUE);
        return new Preview(count, store.sample(task, SAMPLE), !isAccepted(count, null));
    }

    /**
     * That the caller has seen how many readings would be changed, and agrees.
     *
     * @param count how many
     * @param mark tells this agreement from all others: it is good for one change, and the same
     *     request once more is answered with that; null when that does not matter
     */
    public record Confirmed(ReadingCount count, @Nullable String mark) {}

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
        Change earlier = mark == null ? null : store.confirmedBy(mark);
        if (earlier != null) {
            return earlier.status().isFinished()
                    ? new Done(earlier, List.of())
                    : new Queued(earlier);
        }
        ChangeRequest request = new ChangeRequest(task, user, reason, mark);
        ChangeOutcome outcome = change(request, task, confirmed);
        metrics.ended(task.kind(), ChangeMetrics.End.of(outcome));
        return outcome;
    }

    private ChangeOutcome change(
            ChangeRequest request, ChangeTask.OfFilter task, @Nullable Confirmed confirmed) {
        ReadingCount count = count(task, confirmed);
        if (count.isAtMost(0) && confirmed == null) {
            return Nothing.AT_ALL;
        }
        if (!isAccepted(count, confirmed)) {
            return new Unconfirmed(count);
        }
        return count.isAtMost(config.mostAtOnce())
                ? changeAtOnce(request, task, confirmed)
                : jobs.enqueue(request, count.readings());
    }

    private ChangeOutcome changeAtOnce(
            ChangeRequest request, ChangeTask.OfFilter task, @Nullable Confirmed confirmed) {
        Applied applied =
                store.apply(
                        request,
                        config.mostAtOnce(),
                        count -> isAccepted(ReadingCount.exactly(count), confirmed));
        Change change = applied.change();
        if (change != null) {
            metrics.changed(task.kind(), change.count());
            return new Done(change, List.of());
        }
        if (applied.count() == 0) {
            return Nothing.AT_ALL;
        }
        if (applied.count() <= config.mostAtOnce()) {
            return new Unconfirmed(ReadingCount.exactly(applied.count()));
        }
        ReadingCount count = count(task, confirmed);
        return isAccepted(count, confirmed)
                ? jobs.enqueue(request, count.readings())
                : new Unconfirmed(count);
    }

    /** No further than to what decides. */
    private ReadingCount count(ChangeTask.OfFilter task, @Nullable Confirmed confirmed) {
        boolean small = confirmed == null || confirmed.count().isAtMost(config.mostAtOnce());
        long most = Math.max(config.confirmAbove(), config.mostAtOnce());
        return store.count(task, small ? most : Long.MAX_VALUE);
    }

    private boolean isAccepted(ReadingCount count, @Nullable Confirmed confirmed) {
        return confirmed == null
                ? count.isAtMost(config.confirmAbove())
                : confirmed.count().agreesWith(count);
    }
}
