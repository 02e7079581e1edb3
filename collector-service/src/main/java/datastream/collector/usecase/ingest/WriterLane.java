package datastream.collector.usecase.ingest;

import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that turns what waits into one transaction after the other.
 *
 * <p>Take all that waits, up to a number of rows; write it; complete its parts; again. When the
 * store is away the same batch is tried until it is back: the parts stay open, the room stays
 * taken, and senders feel it.
 */
final class WriterLane {

    private static final Logger LOG = LoggerFactory.getLogger(WriterLane.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final long LAST_MILLIS = 500;

    private final ReadingWriter writer;
    private final int batchRows;
    private final Thread thread;

    /** Guards the queue and the flag; never held while writing. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Part> waiting = new ArrayDeque<>();
    private boolean accepting = true;

    WriterLane(String name, ReadingWriter writer, int batchRows) {
        this.writer = writer;
        this.batchRows = batchRows;
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a part; it fails at once when the lane is closing. */
    void add(Part part) {
        lock.lock();
        try {
            if (accepting) {
                waiting.add(part);
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        fail(part);
    }

    private void run() {
        try {
            for (List<Part> parts = take(); !parts.isEmpty(); parts = take()) {
                commit(parts);
            }
        } catch (InterruptedException e) {
            // The time to drain is over: what is left was never acknowledged.
        } finally {
            stopAccepting();
            waiting.forEach(WriterLane::fail);
        }
    }

    /** All that waits, at least one part; empty when the lane is closing and has nothing left. */
    private List<Part> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && accepting) {
                changed.await();
            }
            List<Part> parts = new ArrayList<>();
            int rows = 0;
            while (!waiting.isEmpty()
                    && (parts.isEmpty() || rows + waiting.peek().readings().size() <= batchRows)) {
                rows += waiting.peek().readings().size();
                parts.add(waiting.remove());
            }
            return parts;
        } finally {
            lock.unlock();
        }
    }

    private void commit(List<Part> parts) throws InterruptedException {
        try {
            BatchResult result = appendUntilCommitted(join(parts));
            int start = 0;
            for (Part part : parts) {
                part.settle(result, start);
                start += part.readings().size();
            }
        } catch (InterruptedException e) {
            parts.forEach(WriterLane::fail);
            throw e;
        }
    }

    private BatchResult appendUntilCommitted(List<Reading> readings) throws InterruptedException {
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                BatchResult result = writer.append(readings);
                if (pause > FIRST_PAUSE_MILLIS) {
                    LOG.info("Readings are being stored again");
                }
                return result;
            } catch (RuntimeException | Error e) {
                // An error as well: a lane that ends would leave its senders waiting for ever.
                logFailure(e, pause == FIRST_PAUSE_MILLIS);
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    private static void logFailure(Throwable e, boolean first) {
        if (!first) {
            return;
        }
        if (e instanceof StoreUnavailable) {
            LOG.warn("Readings cannot be stored now; trying until they can: {}", e.getMessage());
        } else {
            LOG.error(
                    "Readings cannot be stored for a reason of our own; trying until they can", e);
        }
    }

    private static List<Reading> join(List<Part> parts) {
        if (parts.size() == 1) {
            return parts.getFirst().readings();
        }
        List<Reading> readings = new ArrayList<>();
        parts.forEach(part -> readings.addAll(part.readings()));
        return readings;
    }

    private static void fail(Part part) {
        part.result()
                .completeExceptionally(
                        new StoreUnavailable("The collector stopped before it could store this"));
    }

    void stopAccepting() {
        lock.lock();
        try {
            accepting = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all is written, then gives up.
     *
     * @param deadline in the time of {@link System#nanoTime}
     */
    void awaitEnd(long deadline) {
        try {
            if (thread.getState() == Thread.State.NEW) {
                return;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            thread.join(Math.max(left, 1));
            thread.interrupt();
            // A thread that waits for the database's answer hears that only when the pool closes.
            thread.join(LAST_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
