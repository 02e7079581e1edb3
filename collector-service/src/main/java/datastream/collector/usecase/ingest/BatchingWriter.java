package datastream.collector.usecase.ingest;

import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Reading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Gathers submissions of all doors into few large transactions.
 *
 * <p>Natural batching, no linger timer: a {@link WriterLane} takes all that waits the moment its
 * last commit returns. Idle, a reading is committed at once; loaded, the batches grow by
 * themselves. Sensors are split between the lanes by hash, so that two lanes never write the same
 * rows: no deadlocks, and the order within a sensor is kept.
 *
 * <p>Readings accepted and not yet committed are bounded by {@link BatchConfig#capacity}; beyond
 * it, {@link #write} blocks. Thread-safe.
 */
public final class BatchingWriter implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final int capacity;

    /** Room left, in readings. Fair: who waits longest goes first, however much it brings. */
    private final Semaphore room;

    private final List<WriterLane> lanes;

    public BatchingWriter(ReadingWriter writer, BatchConfig config) {
        capacity = config.capacity();
        room = new Semaphore(capacity, true);
        lanes =
                IntStream.range(0, config.lanes())
                        .mapToObj(i -> new WriterLane("writer-" + i, writer, config.batchRows()))
                        .toList();
    }

    public void start() {
        lanes.forEach(WriterLane::start);
    }

    /**
     * Queues readings for the next transactions.
     *
     * @param readings at least one; more than the capacity never finds room
     * @return completes when all of them have been committed, on a lane's thread: what follows must
     *     not block
     * @throws Overloaded when there was no room within {@code patience}
     */
    CompletableFuture<BatchResult> write(List<Reading> readings, Duration patience)
            throws Overloaded, InterruptedException {
        int size = readings.size();
        if (size > capacity || !room.tryAcquire(size, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new Overloaded();
        }
        List<Part> parts = Part.split(readings, lanes.size());
        parts.forEach(part -> lanes.get(part.lane()).add(part));
        return Part.join(parts).whenComplete((result, failure) -> room.release(size));
    }

    /** Readings accepted and not yet settled. */
    public int inFlight() {
        return capacity - room.availablePermits();
    }

    /** About how many senders wait for room. */
    public int waiting() {
        return room.getQueueLength();
    }

    /**
     * Commits what waits, within a few seconds; what is left then fails with {@link
     * StoreUnavailable}, and was never acknowledged.
     */
    @Override
    public void close() {
        lanes.forEach(WriterLane::stopAccepting);
        long deadline = System.nanoTime() + DRAIN.toNanos();
        lanes.forEach(lane -> lane.awaitEnd(deadline));
    }
}
