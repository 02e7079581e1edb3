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
 *
 * <p>Few readings all go to the first lane: a commit costs about as much for one as for a hundred,
 * and two lanes would commit twice as often. Once more are at hand, sensors are split between the
 * lanes by hash, so that as a rule two lanes do not write the same rows. (Where they do, a reading
 * that is sent again meets itself: the database sees to it that it is stored once.)
 *
 * <p>What waits is bounded by the {@link Room} that {@link IngestReadings} gives out before it
 * calls. Thread-safe.
 */
public final class BatchingWriter implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final List<Lane<Part>> lanes;
    private final int togetherRows;

    public BatchingWriter(ReadingWriter writer, BatchConfig config, IngestMetrics metrics) {
        togetherRows = config.togetherRows();
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
        List<Part> parts =
                lanes.getFirst().rows() + readings.size() <= togetherRows
                        ? List.of(Part.whole(readings))
                        : Part.split(readings, lanes.size());
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
