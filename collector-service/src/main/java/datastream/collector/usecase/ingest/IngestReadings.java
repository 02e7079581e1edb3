package datastream.collector.usecase.ingest;

import datastream.collector.domain.Door;
import datastream.collector.domain.Quarantined;
import datastream.reading.BadReading;
import datastream.reading.IngestOutcome;
import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import datastream.reading.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The one way in for readings: every door calls this and nothing else. The outcome comes only after
 * the transactions that hold the readings, and in quarantine the bad ones, have committed: a door
 * may acknowledge as soon as it has one, and never before. Never blocks. Thread-safe.
 */
public final class IngestReadings implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(4);

    /** In memory. A columnar batch may come in a twentieth of that. */
    private static final long BYTES_OF_A_READING = 40;

    /** Of the time to drain, at the end. */
    private static final int QUARANTINES_PART = 4;

    private final BatchingWriter writer;
    private final QuarantineLane quarantine;
    private final Room room;
    private final IngestMetrics metrics;
    private final Clock clock;

    public IngestReadings(
            BatchingWriter writer,
            Quarantine quarantine,
            IngestLimits limits,
            IngestMetrics metrics,
            Clock clock) {
        this.writer = writer;
        this.quarantine = new QuarantineLane(quarantine);
        this.room = new Room(limits);
        this.metrics = metrics;
        this.clock = clock;
    }

    public void start() {
        writer.start();
        quarantine.lane().start();
    }

    /**
     * Takes a submission in.
     *
     * @param bytes length of the payload that it came in
     */
    public Ingestion ingest(Door door, Submission submission, long bytes) {
        Passage passage = new Passage(door, submission.size());
        Room.Place place = passage.enter(bytes + heldBy(submission.bad()));
        var stored =
                place.admitted()
                        .thenCompose(_ -> store(submission.readings()))
                        .thenCompose(result -> quarantine(passage, submission, result));
        return passage.until(stored, place);
    }

    /**
     * Takes in a payload that holds no reading that could be told from another: it counts as one
     * bad reading.
     *
     * @param reason what is wrong with it
     * @return its outcome has that one rejection, and comes when the payload is in quarantine
     */
    public Ingestion malformed(Door door, String reason, byte[] payload) {
        Passage passage = new Passage(door, 1);
        Room.Place place = passage.enter(payload.length);
        Rejection rejection = new Rejection(0, Rejection.Code.INVALID, "", reason);
        var stored =
                place.admitted()
                        .thenCompose(
                                _ -> quarantine.keep(List.of(malformed(door, rejection, payload))))
                        .thenApply(_ -> new IngestOutcome(0, 0, List.of(rejection)));
        return passage.until(stored, place);
    }

    /** They can hold far more than they came in: ten thousand fit into 20,000 bytes. */
    private static long heldBy(List<BadReading> bad) {
        return bad.stream().mapToLong(BadReading::bytes).sum();
    }

    /** One submission's way through the house, for the balance. */
    private final class Passage {

        private final Door door;
        private final int size;
        private final long start = System.nanoTime();

        Passage(Door door, int size) {
            this.door = door;
            this.size = size;
            metrics.received(door, size);
            metrics.queued(room.readings());
        }

        Room.Place enter(long bytes) {
            return room.enter(size, Math.max(bytes, size * BYTES_OF_A_READING));
        }

        Ingestion until(CompletableFuture<IngestOutcome> stored, Room.Place place) {
            CompletableFuture<IngestOutcome> outcome = new CompletableFuture<>();
            var _ =
                    stored.whenComplete((result, failure) -> {
                        room.leave(place);
                        if (failure == null) {
                            settle(result);
                            outcome.complete(result);
                        } else {
                            metrics.refused(door, size);
                            outcome.completeExceptionally(unwrapped(failure));
                        }
                    });
            return new Ingestion(place.admitted(), outcome, () -> withdraw(place, outcome));
        }

        private static Throwable unwrapped(Throwable failure) {
            return failure instanceof CompletionException wrapper && wrapper.getCause() != null
                    ? wrapper.getCause()
                    : failure;
        }

        private void settle(IngestOutcome outcome) {
            metrics.settled(
                    door,
                    outcome.committed(),
                    outcome.duplicates(),
                    outcome.rejections().size(),
                    Duration.ofNanos(System.nanoTime() - start));
        }

        private boolean withdraw(Room.Place place, CompletableFuture<IngestOutcome> outcome) {
            boolean withdrawn = room.withdraw(place);
            if (withdrawn) {
                metrics.refused(door, size);
                outcome.completeExceptionally(new Overloaded());
            }
            return withdrawn;
        }
    }

    private CompletableFuture<BatchResult> store(List<Reading> readings) {
        return readings.isEmpty()
                ? CompletableFuture.completedFuture(BatchResult.ALL_NEW)
                : writer.write(readings);
    }

    private CompletableFuture<IngestOutcome> quarantine(
            Passage passage, Submission submission, BatchResult result) {
        List<BadReading> bad = badReadings(submission, result);
        int committed = submission.size() - bad.size() - result.duplicates().size();
        List<Rejection> rejections = bad.stream().map(BadReading::rejection).toList();
        long now = Timestamps.toMicros(clock.instant());
        List<Quarantined> entries =
                bad.stream().map(reading -> Quarantined.of(passage.door, reading, now)).toList();
        return quarantine
                .keep(entries)
                .thenApply(
                        _ -> new IngestOutcome(committed, result.duplicates().size(), rejections));
    }

    /**
     * In the order of the submission: those that broke a rule, and those that the store refused.
     */
    private static List<BadReading> badReadings(Submission submission, BatchResult result) {
        if (result.conflicts().isEmpty() && result.refused().isEmpty()) {
            return submission.bad();
        }
        List<BadReading> bad = new ArrayList<>(submission.bad());
        result.conflicts()
                .forEach((index, _) ->
                        bad.add(
                                bad(
                                        submission,
                                        index,
                                        Rejection.Code.CONFLICT,
                                        "another value is stored for this sensor and timestamp")));
        result.refused()
                .forEach((index, reason) ->
                        bad.add(bad(submission, index, Rejection.Code.REFUSED, reason)));
        bad.sort(Comparator.comparingLong(reading -> reading.rejection().index()));
        return bad;
    }

    private static BadReading bad(
            Submission submission, int index, Rejection.Code code, String message) {
        String field = code == Rejection.Code.CONFLICT ? "sensor_value" : "";
        return BadReading.of(
                new Rejection(submission.positionOf(index), code, field, message),
                submission.contentOf(index));
    }

    private Quarantined malformed(Door door, Rejection rejection, byte[] payload) {
        int kept = Math.min(payload.length, BadReading.MOST_CONTENT);
        String content = new String(payload, 0, kept, StandardCharsets.UTF_8);
        return new Quarantined(
                door,
                Quarantined.Reason.MALFORMED,
                rejection.field(),
                rejection.message(),
                content,
                Arrays.equals(content.getBytes(StandardCharsets.UTF_8), payload),
                Timestamps.toMicros(clock.instant()));
    }

    /** Readings accepted and not yet settled. */
    public int inFlight() {
        return room.readings();
    }

    /**
     * Bytes of the payloads that these came in, or of the readings, and of what is kept of bad
     * ones.
     */
    public long bytesInFlight() {
        return room.bytes();
    }

    /** Submissions that wait for room. */
    public int waiting() {
        return room.waiting();
    }

    /**
     * Stores what was accepted; what is left after the time given fails with {@link
     * datastream.collector.domain.StoreUnavailable}, and was never acknowledged.
     *
     * @param drain how long it may take; some tenths of a second more when the database hangs
     */
    public void close(Duration drain) {
        long deadline = System.nanoTime() + drain.toNanos();
        // The writers first: what they find to be bad goes into quarantine.
        writer.close(deadline - drain.dividedBy(QUARANTINES_PART).toNanos());
        Lane.end(List.of(quarantine.lane()), deadline);
    }

    /** Stores what was accepted, within a few seconds. */
    @Override
    public void close() {
        close(DRAIN);
    }
}
