package datastream.collector.usecase.ingest;

import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The one way in for readings: every door calls this and nothing else. The outcome comes only after
 * the transaction that holds the readings has committed, so a door may acknowledge as soon as it
 * has one, and never before. Thread-safe.
 */
public final class IngestReadings {

    private final BatchingWriter writer;

    public IngestReadings(BatchingWriter writer) {
        this.writer = writer;
    }

    /**
     * Takes a submission in. Blocks while there is no room, which is how a full collector is felt
     * upstream; then returns at once.
     *
     * @param patience how long to wait for room
     * @return completes after the commit; exceptionally with {@link
     *     datastream.collector.domain.StoreUnavailable} when the collector stops before
     * @throws Overloaded when there was no room within {@code patience}
     */
    public CompletionStage<IngestOutcome> ingest(Submission submission, Duration patience)
            throws Overloaded, InterruptedException {
        if (submission.readings().isEmpty()) {
            return CompletableFuture.completedStage(
                    new IngestOutcome(0, 0, submission.rejections()));
        }
        return writer.write(submission.readings(), patience)
                .thenApply(result -> outcome(submission, result));
    }

    private static IngestOutcome outcome(Submission submission, BatchResult result) {
        int duplicates = result.duplicates().size();
        int conflicts = result.conflicts().size();
        int committed = submission.readings().size() - duplicates - conflicts;
        return new IngestOutcome(committed, duplicates, rejections(submission, result.conflicts()));
    }

    private static List<Rejection> rejections(
            Submission submission, Map<Integer, Double> conflicts) {
        if (conflicts.isEmpty()) {
            return submission.rejections();
        }
        List<Rejection> all = new ArrayList<>(submission.rejections());
        conflicts.forEach((index, stored) ->
                all.add(
                        new Rejection(
                                submission.positionOf(index),
                                Rejection.Code.CONFLICT,
                                "sensor_value",
                                "another value, %s, is stored for this sensor and timestamp"
                                        .formatted(stored))));
        all.sort(Comparator.comparingLong(Rejection::index));
        return all;
    }
}
