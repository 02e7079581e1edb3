package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.RawReading;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order and the limits of a Publish stream. */
class PublishFlowIT {

    private static final Sensor SLOW = Readings.ROOM_1;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final InMemoryReadings stored = new InMemoryReadings();
    private final GatedWriter slow = new GatedWriter(stored);

    /** Batches that begin with the slow sensor go through the gate, the others past it. */
    private final ReadingWriter writer =
            new ReadingWriter() {
                @Override
                public BatchResult append(List<Reading> readings) {
                    boolean gated = readings.getFirst().sensor().equals(SLOW);
                    return gated ? slow.append(readings) : stored.append(readings);
                }
            };

    private final TestIngest ingesting =
            new TestIngest(writer, TestIngest.APART, IngestLimits.USUAL);
    private GrpcFixture fixture;
    private RecordedStream stream;

    @BeforeEach
    void open() throws Exception {
        fixture = new GrpcFixture(ingesting.start());
        stream = new RecordedStream(fixture);
    }

    @AfterEach
    void close() {
        slow.open();
        fixture.close();
        ingesting.close();
    }

    @Test
    void acknowledgesInOrderEvenWhenALaterBatchCommitsFirst() {
        slow.shut();
        stream.send(1, SLOW);
        await().until(() -> slow.attempts() == 1);
        Sensor quick = ofTheOtherLane();
        stream.send(2, quick);
        await().until(() -> stored.all().size() == 1);
        assertThat(stream.acknowledged()).isEmpty();
        slow.open();
        await().untilAsserted(() -> assertThat(stream.acknowledged()).endsWith(2L));
        assertThat(stream.acknowledged()).isSorted();
    }

    @Test
    void takesInNoMoreThanItsWindowWhileNothingCommits() {
        slow.shut();
        for (int number = 1; number <= 20; number++) {
            stream.send(number, SLOW);
        }
        await().until(() -> ingesting.inFlight() == 4);
        await().during(Duration.ofMillis(500)).until(() -> ingesting.inFlight() == 4);
        slow.open();
        await().untilAsserted(() -> assertThat(stream.acknowledged()).endsWith(20L));
    }

    @Test
    void endsTheStreamOnlyAfterItsLastAcknowledgement() {
        slow.shut();
        stream.send(1, SLOW);
        stream.halfClose();
        await().until(() -> slow.attempts() == 1);
        assertThat(stream.end()).isNotDone();
        slow.open();
        assertThat(stream.end()).succeedsWithin(SOON);
        assertThat(stream.acknowledged()).containsExactly(1L);
    }

    @Test
    void rejectionsOfManyBatchesDoNotAddUpToOneAnswer() {
        slow.shut();
        stream.send(1, SLOW);
        await().until(() -> slow.attempts() == 1);
        RawReading bad = RawReading.of(Readings.of(SLOW, 0, 1)).withId1("x".repeat(500));
        for (long number = 2; number <= 4; number++) {
            stream.send(number, RawReading.sameSensor(Collections.nCopies(10_000, bad)));
        }
        slow.open();
        await().untilAsserted(() -> assertThat(stream.acknowledged()).endsWith(4L));
        assertThat(stream.acknowledged()).containsSubsequence(2L, 3L, 4L);
    }

    private static Sensor ofTheOtherLane() {
        int lanes = TestIngest.APART.lanes();
        int id2 = 0;
        Sensor sensor = new Sensor("light", "HALL", id2);
        while (Math.floorMod(sensor.hashCode(), lanes) == Math.floorMod(SLOW.hashCode(), lanes)) {
            sensor = new Sensor("light", "HALL", ++id2);
        }
        return sensor;
    }
}
