package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.change.ChangeOutcome.Queued;
import datastream.collector.usecase.change.ChangeOutcome.TooManyJobs;
import datastream.collector.usecase.change.ChangeQueue.Backlog;
import datastream.collector.usecase.change.ChangeQueue.Progress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on changes that are too large for one transaction: one at a time in this collector, a step
 * after the other, and after each step it rests for as long as that took, so that ingest has at
 * least half of the database. A job is never lost: what a collector leaves behind, another goes on
 * with from the last step that was committed. One whose steps fail time after time, while the
 * database does everything else, ends as failed, so that the others get their turn. Thread-safe.
 */
public final class ChangeJobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeJobs.class);

    /** Jobs that may wait or go on at once, over all collectors. */
    private static final int MOST_UNFINISHED = 100;

    /** A new job of this collector is taken at once, one of another that has died by then. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    /** Failed steps in a row. With their time limit they take about a minute. */
    private static final int MOST_FAILURES = 5;

    /** For the step that is going on. */
    private static final long END_MILLIS = 2_500;

    private final ChangeStore store;
    private final ChangeQueue queue;
    private final ChangeMetrics metrics;
    private final Duration longestRest;
    private final Semaphore news = new Semaphore(0);

    /** Written by the one thread, read by whoever looks at the meters. */
    private volatile Backlog backlog = new Backlog(0, 0);

    /** Not an interrupt: that would break the connection of the step that is going on. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    private final Thread thread = Thread.ofVirtual().name("change-jobs").unstarted(this::run);

    public ChangeJobs(ChangeStore store, ChangeQueue queue, ChangeMetrics metrics) {
        this(store, queue, metrics, LONGEST_REST);
    }

    /**
     * @param longestRest between two steps
     */
    ChangeJobs(ChangeStore store, ChangeQueue queue, ChangeMetrics metrics, Duration longestRest) {
        this.store = store;
        this.queue = queue;
        this.metrics = metrics;
        this.longestRest = longestRest;
    }

    public void start() {
        thread.start();
    }

    ChangeOutcome enqueue(ChangeRequest request, long expected) {
        Change job = store.enqueue(request, expected, MOST_UNFINISHED);
        if (job == null) {
            return new TooManyJobs();
        }
        news.release();
        return new Queued(job);
    }

    /** Jobs that wait for a collector, as seen last. */
    public long waiting() {
        return backlog.waiting();
    }

    /** Jobs that some collector works on, as seen last. */
    public long running() {
        return backlog.running();
    }

    private void run() {
        try {
            while (!isStopped()) {
                if (!runNext()) {
                    awaitNews();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitNews() throws InterruptedException {
        if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    /**
     * @return false when there was no job, or none could be taken now
     */
    private boolean runNext() throws InterruptedException {
        String owner = UUID.randomUUID().toString();
        try {
            backlog = queue.backlog();
            Change job = queue.claim(owner, LEASE);
            if (job != null) {
                work(job, owner);
            }
            return job != null;
        } catch (StoreUnavailable e) {
            LOG.debug("No job could be taken now", e);
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error("A job could not be taken, or not be given back", e);
            return false;
        }
    }

    private void work(Change job, String owner) throws InterruptedException {
        LOG.info("Change {} goes on, of about {} readings", job.id(), job.expected());
        try {
            Progress progress = goOn(job, owner);
            if (progress == Progress.MORE) {
                queue.release(job.id(), owner);
            }
            if (progress == Progress.FINISHED) {
                metrics.ended(job.request().task().kind(), ChangeMetrics.End.JOB_DONE);
            }
            LOG.info("Change {} is left: {}", job.id(), progress);
        } catch (CorrectionOverflow e) {
            fail(job, owner, "It " + e.explanation());
        } catch (StepsFailed e) {
            LOG.warn("Change {} cannot go on", job.id(), e);
            fail(job, owner, String.valueOf(e.getMessage()));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("Change {} cannot go on", job.id(), e);
            fail(job, owner, "The fault is ours; the log knows more");
        }
    }

    private void fail(Change job, String owner, String why) {
        queue.fail(job.id(), owner, why);
        metrics.ended(job.request().task().kind(), ChangeMetrics.End.JOB_FAILED);
    }

    /**
     * While the database is away it waits; when its lease has run out by then, it is told so.
     *
     * @return {@link Progress#MORE} when this collector stops
     * @throws StepsFailed when the database is there, and yet cannot do a step
     */
    private Progress goOn(Change job, String owner) throws InterruptedException {
        Progress progress = Progress.MORE;
        int failures = 0;
        while (progress == Progress.MORE && !isStopped()) {
            try {
                progress = step(job, owner);
                failures = 0;
            } catch (StoreUnavailable e) {
                LOG.debug("Change {} waits for the database", job.id(), e);
                failures += isAnswering(job, owner) ? 1 : 0;
                if (failures == MOST_FAILURES) {
                    throw new StepsFailed(failures, e);
                }
                rest(longestRest);
            }
        }
        return progress;
    }

    private Progress step(Change job, String owner) throws InterruptedException {
        backlog = queue.backlog();
        long start = System.nanoTime();
        ChangeQueue.Step step = queue.advance(job, owner, LEASE);
        metrics.changed(job.request().task().kind(), step.changed());
        rest(Duration.ofNanos(System.nanoTime() - start));
        return step.progress();
    }

    /** Whether the database does something else for the job, so that the step was at fault. */
    private boolean isAnswering(Change job, String owner) {
        try {
            queue.renew(job.id(), owner, LEASE);
            return true;
        } catch (StoreUnavailable e) {
            return false;
        }
    }

    private static final class StepsFailed extends RuntimeException {

        StepsFailed(int times, StoreUnavailable last) {
            super(
                    "The database could not do a step %d times in a row: %s"
                            .formatted(times, last.getMessage()),
                    last);
        }
    }

    private void rest(Duration time) throws InterruptedException {
        Duration shorter = time.compareTo(longestRest) < 0 ? time : longestRest;
        boolean _ = stopped.await(shorter.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Lets the step that is going on end, and gives the job back to the others. */
    @Override
    public void close() {
        stopped.countDown();
        news.release();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
