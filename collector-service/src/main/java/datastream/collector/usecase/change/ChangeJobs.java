package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.change.ChangeOutcome.Queued;
import datastream.collector.usecase.change.ChangeOutcome.TooManyJobs;
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
 * with from the last step that was committed. Thread-safe.
 */
public final class ChangeJobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeJobs.class);

    /** Jobs that may wait or go on at once, over all collectors. */
    private static final int MOST_UNFINISHED = 100;

    /** A new job of this collector is taken at once, one of another that has died by then. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    /** For the step that is going on. */
    private static final long END_MILLIS = 2_500;

    private final ChangeStore store;
    private final ChangeQueue queue;
    private final Semaphore news = new Semaphore(0);

    /** Not an interrupt: that would break the connection of the step that is going on. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    private final Thread thread = Thread.ofVirtual().name("change-jobs").unstarted(this::run);

    public ChangeJobs(ChangeStore store, ChangeQueue queue) {
        this.store = store;
        this.queue = queue;
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
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE && !isStopped()) {
                progress = step(job, owner);
            }
            if (progress == Progress.MORE) {
                queue.release(job.id(), owner);
            }
            LOG.info("Change {} is left: {}", job.id(), progress);
        } catch (CorrectionOverflow e) {
            queue.fail(job.id(), owner, "It " + e.explanation());
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("Change {} cannot go on", job.id(), e);
            queue.fail(job.id(), owner, "The fault is ours; the log knows more");
        }
    }

    /** While the database is away it waits; when its lease has run out by then, it is told so. */
    private Progress step(Change job, String owner) throws InterruptedException {
        long start = System.nanoTime();
        try {
            Progress progress = queue.advance(job, owner, LEASE);
            rest(Duration.ofNanos(System.nanoTime() - start));
            return progress;
        } catch (StoreUnavailable e) {
            LOG.debug("Change {} waits for the database", job.id(), e);
            rest(LONGEST_REST);
            return Progress.MORE;
        }
    }

    private void rest(Duration time) throws InterruptedException {
        Duration shorter = time.compareTo(LONGEST_REST) < 0 ? time : LONGEST_REST;
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
