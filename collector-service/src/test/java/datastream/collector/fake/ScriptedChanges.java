package datastream.collector.fake;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.change.ChangeQueue;
import datastream.collector.usecase.change.ChangeStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** A store of changes, and their jobs, that says what a test tells it. */
public final class ScriptedChanges implements ChangeStore, ChangeQueue {

    /** Readings that match when they are counted, and those that match in the transaction. */
    public long counted;

    public long matching;
    public long conflicting;
    public boolean queueIsFull;
    public boolean undoable = true;

    /** What a step of a job does. */
    public Supplier<Progress> step = () -> Progress.FINISHED;

    /** A confirmation that has allowed a change already, and that change. */
    public String usedMark;

    public Change usedBy;

    private final List<String> calls = new ArrayList<>();
    private Change waiting;

    /** What was done, in order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private synchronized void note(String call) {
        calls.add(call);
    }

    @Override
    public Change confirmedBy(String confirmation) {
        return confirmation.equals(usedMark) ? usedBy : null;
    }

    @Override
    public long count(ChangeTask.OfFilter task) {
        return counted;
    }

    @Override
    public List<ChangedReading> sample(ChangeTask.OfFilter task, int most) {
        return List.of();
    }

    @Override
    public boolean canUndo(long changeId) {
        return undoable;
    }

    @Override
    public Applied apply(ChangeRequest request, int most, LongPredicate accepted) {
        boolean done = matching > 0 && matching <= most && accepted.test(matching);
        note("apply " + (done ? matching : "nothing"));
        return new Applied(
                done ? change(request, Change.Status.DONE, matching) : null,
                matching,
                conflicting,
                List.of());
    }

    @Override
    public synchronized Change enqueue(ChangeRequest request, long expected, int mostUnfinished) {
        note("enqueue " + expected);
        waiting = queueIsFull ? null : change(request, Change.Status.PENDING, 0);
        return waiting;
    }

    private static Change change(ChangeRequest request, Change.Status status, long count) {
        return new Change(1, request, status, 0, null, count, count, 0, null, null);
    }

    @Override
    public synchronized Change claim(String owner, Duration lease) {
        Change job = waiting;
        waiting = null;
        if (job != null) {
            note("claim");
        }
        return job;
    }

    @Override
    public Progress advance(Change job, String owner, Duration lease) {
        try {
            Progress progress = step.get();
            note("step " + progress);
            return progress;
        } catch (StoreUnavailable e) {
            note("step fails");
            throw e;
        }
    }

    @Override
    public void fail(long id, String owner, String why) {
        note("fail " + why);
    }

    @Override
    public void release(long id, String owner) {
        note("release");
    }

    @Override
    public boolean cancel(long id) {
        return false;
    }
}
