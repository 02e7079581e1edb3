package datastream.generator.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one generator that the collector has not answered for: bounded, in order, nothing
 * lost. A sender takes batches, settles each with its answer, and asks for those to be given out
 * again whose answer will not come.
 *
 * <p>Takes 16 bytes a reading, and keeps every count: see {@link Counts} for the equation.
 * Thread-safe; calls only its {@link Settlements}.
 */
public final class Window {

    private final int capacity;
    private final Settlements settlements;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final PendingReadings pending = new PendingReadings();
    private final SequencedSet<Batch> unsettled = new LinkedHashSet<>();
    private final ArrayDeque<Batch> toResend = new ArrayDeque<>();

    private int inBatches;
    private long batches;
    private long generated;
    private long acknowledged;
    private long retried;
    private long rejected;
    private long skipped;

    /**
     * @param capacity most readings in flight, at least 1
     */
    public Window(int capacity) {
        this(capacity, Settlements.UNHEARD);
    }

    /**
     * @param capacity most readings in flight, at least 1
     * @param settlements hears what becomes of each batch
     */
    public Window(int capacity, Settlements settlements) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "A window holds at least 1 reading, not " + capacity);
        }
        this.capacity = capacity;
        this.settlements = settlements;
    }

    /** Adds a reading; the caller, the only one, has seen that there is {@link #room}. */
    public void add(long timestampMicros, double value) {
        locked(() -> {
            generated++;
            pending.add(timestampMicros, value);
        });
    }

    /** Counts a reading that was due and not made. */
    void countSkipped() {
        locked(() -> skipped++);
    }

    /** How many readings may be added. */
    public int room() {
        lock.lock();
        try {
            return capacity - inFlight();
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #take} has something to give. */
    public boolean hasBatch() {
        lock.lock();
        try {
            return pending.size() > 0 || !toResend.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives out the next batch to send: first those to be sent again, in order, then new readings.
     *
     * @param most readings in a new batch
     * @return null when nothing waits
     */
    public @Nullable Batch take(int most) {
        lock.lock();
        try {
            Batch again = nextToResend();
            if (again != null) {
                retried += again.size();
                return again;
            }
            return pending.size() == 0 ? null : newBatch(Math.min(most, pending.size()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The collector has answered for a batch. A second answer changes nothing.
     *
     * @param rejections readings of it that are not stored, the others are
     */
    public void settle(Batch batch, int rejections) {
        int refused = Math.clamp(rejections, 0, batch.size());
        if (countSettled(batch, refused)) {
            settlements.settled(batch, refused);
        }
    }

    private boolean countSettled(Batch batch, int refused) {
        lock.lock();
        try {
            if (!unsettled.remove(batch)) {
                return false;
            }
            rejected += refused;
            acknowledged += batch.size() - refused;
            inBatches -= batch.size();
            settled.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The answer to this batch has not come: it is to be sent again. */
    public void resend(Batch batch) {
        locked(() -> toResend.add(batch));
    }

    /** No outstanding answer will come: every batch is to be sent again, in order. */
    public void resendAll() {
        locked(() -> {
            toResend.clear();
            toResend.addAll(unsettled);
        });
    }

    /** All counts at one moment. */
    public Counts counts() {
        lock.lock();
        try {
            return new Counts(generated, acknowledged, retried, rejected, inFlight(), skipped);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is in flight, or the time is over. */
    void awaitEmpty(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (inFlight() > 0 && nanos > 0) {
                nanos = settled.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private int inFlight() {
        return pending.size() + inBatches;
    }

    private @Nullable Batch nextToResend() {
        Batch batch = toResend.poll();
        while (batch != null && !unsettled.contains(batch)) {
            batch = toResend.poll();
        }
        return batch;
    }

    private Batch newBatch(int size) {
        Batch batch = pending.removeFirst(size, ++batches);
        unsettled.add(batch);
        inBatches += size;
        return batch;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
