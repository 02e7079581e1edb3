package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.RawReading;
import datastream.collector.domain.Quarantined;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.v1.ReadingBatch;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the collector ends a Publish stream, and what becomes of what it holds. */
class PublishEndIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(30);

    private final InMemoryReadings stored = new InMemoryReadings();
    private final GatedWriter writer = new GatedWriter(stored);
    private final TestIngest ingesting = new TestIngest(writer);
    private GrpcFixture fixture;

    private RecordedStream open(Duration connectionAge, long mostInboundBytes) throws IOException {
        fixture =
                new GrpcFixture(
                        ingesting.start(),
                        new GrpcConfig("127.0.0.1", 0, connectionAge, mostInboundBytes, 10));
        return new RecordedStream(fixture);
    }

    @AfterEach
    void close() {
        writer.open();
        fixture.close();
        ingesting.close();
    }

    @Test
    void aStoppingDoorAcknowledgesWhatItHoldsAndTakesNoMore() throws Exception {
        RecordedStream stream = open(LONG, IngestLimits.USUAL.bytes());
        writer.shut();
        stream.send(1, Readings.ROOM_1);
        await().until(() -> writer.attempts() == 1);
        stream.send(2, Readings.ROOM_1);
        await().until(() -> ingesting.inFlight() == 2);
        fixture.door().stopTaking();
        assertThat(stream.end()).isNotDone();
        writer.open();
        assertThat(statusAtTheEndOf(stream)).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(stream.acknowledged()).endsWith(2L);
        assertThat(stored.all()).hasSize(2);
    }

    @Test
    void aStoppingDoorEndsAnIdleStreamAtOnce() throws Exception {
        RecordedStream stream = open(LONG, IngestLimits.USUAL.bytes());
        stream.send(1, Readings.ROOM_1);
        await().untilAsserted(() -> assertThat(stream.acknowledged()).hasSize(1));
        fixture.door().stopTaking();
        assertThat(statusAtTheEndOf(stream)).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void endsTheCallWhoseUnfinishedMessageIsTooMuchAndForgetsItsBytes() throws Exception {
        RecordedStream first = open(LONG, 100_000);
        ReadingBatch large = ofManySensors(2_000);
        assertThat(large.getSerializedSize()).isGreaterThan(100_000);
        first.send(1, large);
        assertThat(statusAtTheEndOf(first)).isEqualTo(Status.Code.UNAVAILABLE);
        for (int i = 0; i < 5; i++) {
            RecordedStream again = new RecordedStream(fixture);
            again.send(1, large);
            assertThat(statusAtTheEndOf(again)).isEqualTo(Status.Code.UNAVAILABLE);
        }
        RecordedStream small = new RecordedStream(fixture);
        small.send(1, ofManySensors(1_000));
        await().untilAsserted(() -> assertThat(small.acknowledged()).containsExactly(1L));
        assertThat(stored.all()).hasSize(1_000);
    }

    @Test
    void asksAnOldConnectionToGo() throws Exception {
        RecordedStream stream = open(Duration.ofMillis(200), IngestLimits.USUAL.bytes());
        stream.send(1, Readings.ROOM_1);
        await().untilAsserted(() -> assertThat(stream.acknowledged()).containsExactly(1L));
        assertThat(statusAtTheEndOf(stream)).isEqualTo(Status.Code.UNAVAILABLE);
        RecordedStream next = new RecordedStream(fixture);
        next.send(1, Readings.ROOM_1);
        await().untilAsserted(() -> assertThat(next.acknowledged()).containsExactly(1L));
    }

    @Test
    void quarantinesABatchThatCannotBeTakenApart() throws Exception {
        RecordedStream stream = open(LONG, IngestLimits.USUAL.bytes());
        stream.send(1, ofManySensors(2).toBuilder().clearSensorValue().build());
        assertThat(statusAtTheEndOf(stream)).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(ingesting.quarantine().all())
                .extracting(Quarantined::reason)
                .containsExactly(Quarantined.Reason.MALFORMED);
    }

    private static ReadingBatch ofManySensors(int sensors) {
        List<RawReading> readings = new ArrayList<>();
        for (int i = 0; i < sensors; i++) {
            Reading reading = Readings.of(new Sensor("a".repeat(30), "A".repeat(20), i), i, i);
            readings.add(RawReading.of(reading));
        }
        return RawReading.batch(readings);
    }

    private static Status.Code statusAtTheEndOf(RecordedStream stream) {
        assertThat(stream.end()).failsWithin(SOON);
        return Status.fromThrowable(stream.end().exceptionNow()).getCode();
    }
}
