package datastream.collector.usecase.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that turns what waits into one transaction after the other: take all that waits, up to
 * a number of rows; do the work; again. It takes more the moment the last transaction has returned,
 * so batches grow by themselves when the store is slow, and nothing lingers when it is quick.
 *
 * <p>The queue has no limit of its own: whoever fills it holds {@link Room}.
 *
 * @param <P> what is queued
 */
final class Lane<P extends Lane.Item> {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration LAST = Duration.ofMillis(300);

    /** Something that waits to be stored. */
    interface Item {

        /** How many rows it brings, at least one. */
        int rows();

        /** It will not be stored: the lane has ended. */
        void fail();
    }

    /** Stores what a lane has taken. */
    interface Work<P> {

        /**
         * @param items at least one; each is settled when this returns
         * @throws InterruptedException when the time to drain is over; the lane fails the items
         */
        void store(List<P> items) throws InterruptedException;
    }

    private final int mostRows;
    private final Work<P> work;
    private final Thread thread;

    /** Guards the queue and the flag; never held while working. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final ArrayDeque<P> waiting = new ArrayDeque<>();
    private final AtomicInteger rows = new AtomicInteger();
    private boolean accepting = true;

    Lane(String name, int mostRows, Work<P> work) {
        this.mostRows = mostRows;
        this.work = work;
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues an item; it fails at once when the lane is closing. */
    void add(P item) {
        lock.lock();
        try {
            if (accepting) {
                waiting.add(item);
                rows.addAndGet(item.rows());
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        item.fail();
    }

    /** How many rows wait or are being stored. */
    int rows() {
        return rows.get();
    }

    private void run() {
        try {
            for (List<P> items = take(); !items.isEmpty(); items = take()) {
                store(items);
                rows.addAndGet(-rowsOf(items));
            }
        } catch (InterruptedException e) {
            // The time to drain is over: what is left was never acknowledged.
        } finally {
            stopAccepting();
            waiting.forEach(Item::fail);
        }
    }

    /** All that waits, at least one item; empty when the lane is closing and has nothing left. */
    private List<P> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && accepting) {
                changed.await();
            }
            List<P> items = new ArrayList<>();
            int rows = 0;
            while (!waiting.isEmpty()
                    && (items.isEmpty() || rows + waiting.peek().rows() <= mostRows)) {
                rows += waiting.peek().rows();
                items.add(waiting.remove());
            }
            return items;
        } finally {
            lock.unlock();
        }
    }

    private static int rowsOf(List<? extends Item> items) {
        return items.stream().mapToInt(Item::rows).sum();
    }

    private void store(List<P> items) throws InterruptedException {
        try {
            work.store(items);
        } catch (InterruptedException e) {
            items.forEach(Item::fail);
            throw e;
        } catch (RuntimeException | Error e) {
            // A lane that ended would leave its senders waiting for ever; they may send again.
            LOG.error("What a lane had in hand failed for a reason of our own", e);
            items.forEach(Item::fail);
        }
    }

    private void stopAccepting() {
        lock.lock();
        try {
            accepting = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends lanes side by side: they take nothing more, store what waits, and at the deadline give
     * up. Returns soon after that whatever they wait for: a thread that waits for the database's
     * answer hears of the end only when the pool closes.
     *
     * @param deadline in the time of {@link System#nanoTime}
     */
    static void end(List<? extends Lane<?>> lanes, long deadline) {
        try {
            lanes.forEach(Lane::stopAccepting);
            for (Lane<?> lane : lanes) {
                lane.awaitEnd(deadline);
            }
            lanes.forEach(Lane::giveUp);
            for (Lane<?> lane : lanes) {
                lane.awaitEnd(deadline + LAST.toNanos());
            }
        } catch (InterruptedException e) {
            lanes.forEach(Lane::giveUp);
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp() {
        thread.interrupt();
    }

    private void awaitEnd(long deadline) throws InterruptedException {
        if (thread.getState() != Thread.State.NEW) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            thread.join(Math.max(left, 1));
        }
    }
}
