package datastream.collector.usecase.ingest;

import datastream.reading.Reading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Gathers submissions of all doors into few large transactions.
 *
 * <p>Natural batching, no linger timer: each {@link Lane} takes all that waits the moment its last
 * commit returns. Idle, a reading is committed at once; loaded, the batches grow by themselves.
 * Sensors are split between the lanes by hash, so that two lanes never write the same rows: no
 * deadlocks, and the order within a sensor is kept.
 *
 * <p>What waits is bounded by the {@link Room} that {@link IngestReadings} gives out before it
 * calls. Thread-safe.
 */
public final class BatchingWriter implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final List<Lane<Part>> lanes;

    public BatchingWriter(ReadingWriter writer, BatchConfig config, IngestMetrics metrics) {
        lanes =
                IntStream.range(0, config.lanes())
                        .mapToObj(i ->
                                new WriterLane("writer-" + i, writer, config.batchRows(), metrics)
                                        .lane())
                        .toList();
    }

    void start() {
        lanes.forEach(Lane::start);
    }

    /**
     * Queues readings for the next transactions.
     *
     * @param readings at least one
     * @return completes when all of them have been committed, on a lane's thread: what follows must
     *     not block
     */
    CompletableFuture<BatchResult> write(List<Reading> readings) {
        List<Part> parts = Part.split(readings, lanes.size());
        parts.forEach(part -> lanes.get(part.lane()).add(part));
        return Part.join(parts);
    }

    /**
     * Commits what waits; what is left at the deadline fails with {@link
     * datastream.collector.domain.StoreUnavailable}, and was never acknowledged.
     *
     * @param deadline in the time of {@link System#nanoTime}
     */
    void close(long deadline) {
        Lane.end(lanes, deadline);
    }

    /** Commits what waits, within a few seconds. */
    @Override
    public void close() {
        close(System.nanoTime() + DRAIN.toNanos());
    }
}
