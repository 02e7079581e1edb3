package datastream.collector.fake;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.ReadingCount;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.change.ChangeQueue;
import datastream.collector.usecase.change.ChangeStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** A store of changes, and their jobs, that says what a test tells it. */
public final class ScriptedChanges implements ChangeStore, ChangeQueue {

    /** Readings that match when they are counted, and those that match in the transaction. */
    public long counted;

    /** What others do before they are counted. */
    public Runnable beforeCount = () -> {};

    /** How far they were to be counted, the last time. */
    public long countedTo;

    /** Whether they can be counted in time. */
    public boolean countable = true;

    public long matching;
    public long conflicting;
    public boolean queueIsFull;

    /** What a step of a job does. */
    public Supplier<Progress> step = () -> Progress.FINISHED;

    /** What is done to keep a job of which a step has failed. */
    public Runnable renewal = () -> {};

    /** A confirmation that has allowed a change already, and that change. */
    public String usedMark;

    public Change usedBy;

    private final List<String> calls = new ArrayList<>();
    private final Deque<Change> waiting = new ArrayDeque<>();
    private int running;

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
    public ReadingCount count(ChangeTask.OfFilter task, long most) {
        countedTo = most;
        beforeCount.run();
        return countable && counted <= most
                ? ReadingCount.exactly(counted)
                : ReadingCount.atLeast(counted <= most ? counted : most + 1);
    }

    @Override
    public List<ChangedReading> sample(ChangeTask.OfFilter task, int most) {
        return List.of();
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
        if (queueIsFull) {
            return null;
        }
        Change job = change(request, Change.Status.PENDING, 0);
        waiting.add(job);
        return job;
    }

    @Override
    public synchronized Backlog backlog() {
        return new Backlog(waiting.size(), running);
    }

    @Override
    public void renew(long id, String owner, Duration lease) {
        renewal.run();
    }

    private static Change change(ChangeRequest request, Change.Status status, long count) {
        return new Change(1, request, status, 0, null, count, count, 0, null, null);
    }

    @Override
    public synchronized Change claim(String owner, Duration lease) {
        Change job = waiting.poll();
        if (job != null) {
            note("claim");
            running++;
        }
        return job;
    }

    @Override
    public Step advance(Change job, String owner, Duration lease) {
        try {
            Progress progress = step.get();
            note("step " + progress);
            if (progress != Progress.MORE) {
                left();
            }
            return new Step(progress, progress == Progress.LOST ? 0 : 10);
        } catch (StoreUnavailable e) {
            note("step fails");
            throw e;
        }
    }

    private synchronized void left() {
        running--;
    }

    @Override
    public void fail(long id, String owner, String why) {
        note("fail " + why);
        left();
    }

    @Override
    public void release(long id, String owner) {
        note("release");
        left();
    }

    @Override
    public boolean cancel(long id) {
        return false;
    }
}
