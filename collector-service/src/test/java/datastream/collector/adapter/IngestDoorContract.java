package datastream.collector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.reading.IngestOutcome;
import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Sensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every door promises, whatever its protocol. Each door runs all of it over a real socket. */
public abstract class IngestDoorContract {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final InMemoryReadings stored = new InMemoryReadings();
    private final GatedWriter writer = new GatedWriter(stored);
    private final TestIngest ingesting = new TestIngest(writer);
    private DoorClient client;

    /** A sender on the other side of the door. */
    public interface DoorClient extends AutoCloseable {

        /** Sends readings together; completes with what the door answers, and only then. */
        CompletableFuture<IngestOutcome> submit(List<RawReading> readings);

        @Override
        void close();
    }

    /** Opens the door, and a client to it that closes both. */
    protected abstract DoorClient open(IngestReadings ingest) throws Exception;

    @BeforeEach
    void openDoor() throws Exception {
        client = open(ingesting.start());
    }

    @AfterEach
    void closeDoor() throws Exception {
        writer.fail(false);
        writer.open();
        client.close();
        ingesting.close();
    }

    @Test
    void storesWhatItAcknowledgesToTheMicrosecond() {
        List<Reading> readings = Readings.series(Readings.ROOM_1, 500);
        assertThat(submit(raw(readings))).isEqualTo(new IngestOutcome(500, 0, List.of()));
        assertThat(stored.all()).containsExactlyInAnyOrderElementsOf(readings);
    }

    @Test
    void acknowledgesOnlyAfterCommit() {
        writer.shut();
        CompletableFuture<IngestOutcome> answer =
                client.submit(raw(Readings.series(Readings.ROOM_1, 3)));
        await().until(() -> writer.attempts() == 1);
        assertThat(answer).isNotDone();
        writer.open();
        assertThat(answer).succeedsWithin(SOON).isEqualTo(new IngestOutcome(3, 0, List.of()));
    }

    @Test
    void acknowledgesNothingWhileTheStoreFailsAndEverythingOnceItIsBack() {
        writer.fail(true);
        CompletableFuture<IngestOutcome> answer =
                client.submit(raw(Readings.series(Readings.ROOM_1, 3)));
        await().until(() -> writer.attempts() >= 2);
        assertThat(answer).isNotDone();
        writer.fail(false);
        assertThat(answer).succeedsWithin(SOON).isEqualTo(new IngestOutcome(3, 0, List.of()));
        assertThat(stored.all()).hasSize(3);
    }

    @Test
    void oneBadReadingCostsOneReading() {
        RawReading good = RawReading.of(Readings.of(Readings.ROOM_1, 0, 1));
        List<RawReading> mixed = new ArrayList<>();
        mixed.add(good.withId1("room"));
        mixed.add(good);
        mixed.add(good.withSensorType("Temperature"));
        mixed.add(good.withId2(-1));
        mixed.add(good.withValue(Double.POSITIVE_INFINITY));
        mixed.add(good.withMicros(-1));
        mixed.add(good.withValue(Double.NaN));
        mixed.add(good.withMicros(good.micros() + 1));
        IngestOutcome outcome = submit(mixed);
        assertThat(outcome.committed()).isEqualTo(2);
        assertThat(outcome.rejections())
                .allMatch(rejection -> rejection.code() == Rejection.Code.INVALID)
                .extracting(Rejection::index, Rejection::field)
                .containsExactly(
                        tuple(0L, "id1"),
                        tuple(2L, "sensor_type"),
                        tuple(3L, "id2"),
                        tuple(4L, "sensor_value"),
                        tuple(5L, "timestamp"),
                        tuple(6L, "sensor_value"));
        assertThat(stored.all()).hasSize(2);
    }

    @Test
    void theSameReadingAgainIsAHarmlessDuplicate() {
        List<RawReading> readings = raw(Readings.series(Readings.ROOM_1, 4));
        submit(readings.subList(0, 2));
        assertThat(submit(readings)).isEqualTo(new IngestOutcome(2, 2, List.of()));
        assertThat(stored.all()).hasSize(4);
    }

    @Test
    void anotherValueUnderTheSameKeyIsAConflictAndChangesNothing() {
        RawReading first = RawReading.of(Readings.of(Readings.ROOM_1, 0, 1.5));
        submit(List.of(first));
        IngestOutcome outcome =
                submit(List.of(first.withId1("room"), first.withValue(2), first.withId2(9)));
        assertThat(outcome.committed()).isEqualTo(1);
        assertThat(outcome.rejections())
                .extracting(Rejection::index, Rejection::code)
                .containsExactly(
                        tuple(0L, Rejection.Code.INVALID), tuple(1L, Rejection.Code.CONFLICT));
        assertThat(outcome.rejections().get(1).message())
                .as("tells no stored value to those who may only hand in")
                .isEqualTo("another value is stored for this sensor and timestamp");
        assertThat(stored.all()).contains(Readings.of(Readings.ROOM_1, 0, 1.5));
    }

    @Test
    void takesManySensorsAndExactValuesInOneSubmission() {
        List<Reading> readings = new ArrayList<>();
        double[] values = {0.1 + 0.2, -1e300, Double.MIN_NORMAL, 1.0 / 3, Long.MAX_VALUE, 0};
        for (int i = 0; i < 60; i++) {
            Sensor sensor = new Sensor("noise_" + i % 7, "HALL", i % 5);
            readings.add(Readings.of(sensor, i, values[i % values.length]));
        }
        assertThat(submit(raw(readings)).committed()).isEqualTo(60);
        assertThat(stored.all()).containsExactlyInAnyOrderElementsOf(readings);
    }

    private IngestOutcome submit(List<RawReading> readings) {
        CompletableFuture<IngestOutcome> answer = client.submit(readings);
        assertThat(answer).succeedsWithin(SOON);
        return answer.join();
    }

    private static List<RawReading> raw(List<Reading> readings) {
        return readings.stream().map(RawReading::of).toList();
    }
}
