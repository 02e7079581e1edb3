package datastream.collector.usecase.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Door;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.reading.IngestOutcome;
import datastream.reading.InvalidField;
import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Sensor;
import datastream.reading.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestReadingsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Sensor HALL = new Sensor("light", "HALL", 1);

    private final InMemoryReadings stored = new InMemoryReadings();
    private final GatedWriter writer = new GatedWriter(stored);
    private final TestIngest ingesting =
            new TestIngest(writer, BatchConfig.USUAL, new IngestLimits(100, 10_000));

    @BeforeEach
    void start() {
        ingesting.start();
    }

    @AfterEach
    void stop() {
        writer.fail(false);
        writer.open();
        ingesting.close();
    }

    @Test
    void quarantinesABadReadingBesideTheGoodOnes() {
        Submission.Builder submission = new Submission.Builder();
        submission.accept(Readings.of(Readings.ROOM_1, 0, 1));
        submission.reject(new InvalidField("id1", "must be capital letters"), "{\"id1\":\"room\"}");
        assertThat(settled(submission).committed()).isEqualTo(1);
        assertThat(ingesting.quarantine().all())
                .extracting(
                        Quarantined::door,
                        Quarantined::reason,
                        Quarantined::field,
                        Quarantined::content)
                .containsExactly(
                        tuple(Door.HTTP, Quarantined.Reason.INVALID, "id1", "{\"id1\":\"room\"}"));
    }

    @Test
    void acknowledgesABadReadingOnlyOnceItIsInQuarantine() {
        ingesting.quarantine().fail(true);
        Submission.Builder submission = new Submission.Builder();
        submission.reject(new InvalidField("id1", "must be capital letters"), "{}");
        CompletableFuture<IngestOutcome> outcome = ingest(submission);
        await().during(Duration.ofMillis(200)).until(() -> !outcome.isDone());
        ingesting.quarantine().fail(false);
        assertThat(outcome).succeedsWithin(SOON);
        assertThat(ingesting.quarantine().all()).hasSize(1);
    }

    @Test
    void anEntryThatTheQuarantineRefusesCostsNoOther() {
        ingesting.quarantine().refuse("{\"poison\":1}");
        Submission.Builder submission = new Submission.Builder();
        for (String content : List.of("{\"a\":1}", "{\"poison\":1}", "{\"b\":1}")) {
            submission.reject(new InvalidField("id1", "must be capital letters"), content);
        }
        assertThat(settled(submission).rejections()).hasSize(3);
        assertThat(ingesting.quarantine().all())
                .extracting(Quarantined::content)
                .containsExactly("{\"a\":1}", "{\"b\":1}");
    }

    @Test
    void quarantinesAConflictWithTheReadingThatCame() {
        Reading first = Readings.of(Readings.ROOM_1, 0, 1);
        Reading other = Readings.of(Readings.ROOM_1, 0, 2);
        settled(of(first));
        IngestOutcome outcome = settled(of(other));
        assertThat(outcome.rejections())
                .extracting(Rejection::code)
                .containsExactly(Rejection.Code.CONFLICT);
        assertThat(ingesting.quarantine().all())
                .extracting(Quarantined::reason, Quarantined::content)
                .containsExactly(tuple(Quarantined.Reason.CONFLICT, other.toJson()));
    }

    @Test
    void quarantinesWhatTheStoreRefusesAndStoresTheRest() {
        writer.refuse(reading -> reading.value() == 5 / 8.0);
        Submission.Builder submission = new Submission.Builder();
        Readings.series(Readings.ROOM_1, 10).forEach(submission::accept);
        IngestOutcome outcome = settled(submission);
        assertThat(outcome.committed()).isEqualTo(9);
        assertThat(outcome.rejections())
                .extracting(Rejection::index, Rejection::code, Rejection::message)
                .containsExactly(tuple(5L, Rejection.Code.REFUSED, "told to refuse"));
        assertThat(ingesting.quarantine().all())
                .extracting(Quarantined::reason)
                .containsExactly(Quarantined.Reason.REFUSED);
    }

    @Test
    void keepsTheBeginningOfAMalformedPayload() {
        byte[] payload = "x".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        Ingestion ingestion = ingesting.ingest().malformed(Door.MQTT, "not JSON", payload);
        assertThat(ingestion.outcome().toCompletableFuture()).succeedsWithin(SOON);
        Quarantined kept = ingesting.quarantine().all().getFirst();
        assertThat(kept.reason()).isEqualTo(Quarantined.Reason.MALFORMED);
        assertThat(kept.content()).isEqualTo("x".repeat(4_000));
        assertThat(kept.whole()).isFalse();
    }

    @Test
    void aMalformedPayloadThatIsNoTextIsNotKeptWhole() {
        byte[] payload = {'a', (byte) 0xff, 'b'};
        Ingestion ingestion = ingesting.ingest().malformed(Door.MQTT, "not JSON", payload);
        assertThat(ingestion.outcome().toCompletableFuture()).succeedsWithin(SOON);
        Quarantined kept = ingesting.quarantine().all().getFirst();
        assertThat(kept.content()).isEqualTo("a\ufffdb");
        assertThat(kept.whole()).isFalse();
    }

    @Test
    void readingsTakeUpTheRoomThatTheyHaveInMemoryHoweverFewBytesTheyCameIn() {
        writer.shut();
        CompletableFuture<IngestOutcome> waiting = ingest(many(50));
        assertThat(ingesting.ingest().bytesInFlight()).isEqualTo(2_000);
        writer.open();
        assertThat(waiting).succeedsWithin(SOON);
    }

    @Test
    void theBalanceAddsUpWhateverBecomesOfAReading() {
        settled(of(Readings.of(HALL, 0, 1)));
        settled(of(Readings.of(HALL, 0, 1)));
        settled(of(Readings.of(HALL, 0, 2)));
        writer.shut();
        CompletableFuture<IngestOutcome> full = ingest(many(100));
        Ingestion waiting = ingesting.ingest().ingest(Door.GRPC, many(3).build(), 1);
        assertThat(ingesting.balance().inFlight()).isEqualTo(103);
        assertThat(waiting.withdraw()).isTrue();
        assertThat(waiting.outcome().toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(Overloaded.class);
        assertThat(ingesting.balance().refused()).isEqualTo(3);
        assertThat(ingesting.balance().inFlight()).isEqualTo(100);
        writer.open();
        assertThat(full).succeedsWithin(SOON);
        assertThat(ingesting.balance().inFlight()).isZero();
        assertThat(ingesting.balance().received()).isEqualTo(106);
        assertThat(ingesting.balance().committed()).isEqualTo(101);
        assertThat(ingesting.balance().duplicates()).isEqualTo(1);
        assertThat(ingesting.balance().quarantined()).isEqualTo(1);
    }

    @Test
    void whatFoundNoRoomGoesInOnceThereIs() {
        writer.shut();
        CompletableFuture<IngestOutcome> full = ingest(many(100));
        CompletableFuture<IngestOutcome> next = ingest(of(Readings.of(Readings.ROOM_1, 999, 9)));
        assertThat(ingesting.waiting()).isEqualTo(1);
        assertThat(ingesting.inFlight()).isEqualTo(100);
        writer.open();
        assertThat(full).succeedsWithin(SOON);
        assertThat(next).succeedsWithin(SOON);
        assertThat(stored.all()).hasSize(101);
        assertThat(ingesting.inFlight()).isZero();
    }

    @Test
    void badReadingsTakeTheRoomThatTheyHoldNotThatTheyCameIn() {
        ingesting.quarantine().fail(true);
        Submission.Builder submission = new Submission.Builder();
        submission.reject(new InvalidField("", "is bad"), "x".repeat(3_000));
        CompletableFuture<IngestOutcome> bad = ingest(submission);
        assertThat(ingesting.ingest().bytesInFlight()).isBetween(6_000L, 7_000L);
        Submission.Builder more = new Submission.Builder();
        more.reject(new InvalidField("", "is bad"), "y".repeat(3_000));
        CompletableFuture<IngestOutcome> next = ingest(more);
        assertThat(ingesting.waiting()).isEqualTo(1);
        ingesting.quarantine().fail(false);
        assertThat(bad).succeedsWithin(SOON);
        assertThat(next).succeedsWithin(SOON);
        assertThat(ingesting.ingest().bytesInFlight()).isZero();
    }

    @Test
    void whatCouldNotBeStoredBeforeTheEndIsRefusedAndCounted() {
        writer.fail(true);
        CompletableFuture<IngestOutcome> outcome = ingest(many(7));
        await().until(() -> writer.attempts() > 0);
        ingesting.close();
        assertThat(outcome)
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(StoreUnavailable.class);
        assertThat(ingesting.balance().refused()).isEqualTo(7);
        assertThat(ingesting.balance().inFlight()).isZero();
    }

    private IngestOutcome settled(Submission.Builder submission) {
        CompletableFuture<IngestOutcome> outcome = ingest(submission);
        assertThat(outcome).succeedsWithin(SOON);
        return outcome.join();
    }

    private CompletableFuture<IngestOutcome> ingest(Submission.Builder submission) {
        return ingesting
                .ingest()
                .ingest(Door.HTTP, submission.build(), 10)
                .outcome()
                .toCompletableFuture();
    }

    private static Submission.Builder of(Reading reading) {
        Submission.Builder submission = new Submission.Builder();
        List.of(reading).forEach(submission::accept);
        return submission;
    }

    private static Submission.Builder many(int readings) {
        Submission.Builder submission = new Submission.Builder();
        Readings.series(Readings.ROOM_1, readings).forEach(submission::accept);
        return submission;
    }
}
