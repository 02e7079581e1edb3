package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.collector.domain.Door;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.BatchConfig;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.reading.IngestOutcome;
import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Sensor;
import datastream.reading.Submission;
import datastream.settings.BrokerAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the MQTT door does when a broker does not do its part. */
class ScriptedBrokerIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final IngestOutcome STORED = new IngestOutcome(1, 0, List.of());

    @Test
    void asksAgainAfterASubscriptionWasRefused() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(2);
                TestIngest ingest = new TestIngest(new InMemoryReadings());
                MqttDoor door = new MqttDoor(config(broker), ingest.start(), IngestLimits.USUAL)) {
            door.start();
            await().atMost(SOON).until(door::subscribed);
            assertThat(broker.refusalsLeft()).isZero();
        }
    }

    @Test
    void anAnswerThatTheBrokerDoesNotTakeHoldsUpAMessageForALimitedTime() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(0)) {
            Mqtt5AsyncClient client = client(broker);
            Answers answers = new Answers(client, 1, Duration.ofMillis(100));
            assertThat(answers.tell(asking(), STORED).toCompletableFuture()).failsWithin(SOON);
            await().atMost(SOON).until(() -> broker.published() == 1);
            assertThat(answers.tell(asking(), STORED).toCompletableFuture())
                    .as("no further answer waits behind it")
                    .isCompleted();
            client.disconnect().join();
        }
    }

    @Test
    void anAnswerWithManyRejectionsIsNoLargerThanTheBrokerTakes() throws IOException {
        Rejection rejection = new Rejection(1, Rejection.Code.CONFLICT, "", "another is stored");
        IngestOutcome outcome = new IngestOutcome(0, 0, Collections.nCopies(10_000, rejection));
        try (ScriptedBroker broker = new ScriptedBroker(0)) {
            for (int most : List.of(1_000, 1_000_000)) {
                broker.takeAtMost(most);
                Mqtt5AsyncClient client = client(broker);
                int before = broker.published();
                new Answers(client, 1, SOON).tell(asking(), outcome);
                await().atMost(SOON).until(() -> broker.published() > before);
                int expected = Math.min(most, Answers.MOST_PAYLOAD_BYTES);
                assertThat(broker.largest()).isBetween(expected - 200, expected + 50);
                client.disconnect().join();
            }
        }
    }

    @Test
    void copiesThatWaitForRoomGiveUpTheirPlacesWithTheirConnection() throws IOException {
        List<Reading> readings = Readings.series(Readings.ROOM_1, 20);
        InMemoryReadings stored = new InMemoryReadings();
        GatedWriter writer = new GatedWriter(stored);
        IngestLimits room = new IngestLimits(10, Long.MAX_VALUE / 2);
        writer.shut();
        try (ScriptedBroker broker = new ScriptedBroker(0, readings);
                TestIngest ingest = new TestIngest(writer, TestIngest.APART, room);
                MqttDoor door = new MqttDoor(config(broker), ingest.start(), IngestLimits.USUAL)) {
            door.start();
            for (int i = 1; i <= 3; i++) {
                int turns = i;
                // The eleventh message waits; after the first connection, the first does.
                await().atMost(SOON).until(() -> ingest.waiting() == 1);
                assertThat(ingest.inFlight()).isEqualTo(10);
                assertThat(ingest.balance().refused()).isEqualTo(turns - 1L);
                broker.cut();
                await().atMost(SOON).until(() -> ingest.balance().refused() == turns);
            }
            writer.open();
            await().atMost(SOON).until(() -> stored.all().size() == readings.size());
        } finally {
            writer.open();
        }
    }

    @Test
    void aMessageThatWasTurnedAwayIsTakenLater() throws IOException {
        List<Reading> readings = Readings.series(Readings.ROOM_1, 5);
        InMemoryReadings stored = new InMemoryReadings();
        GatedWriter writer = new GatedWriter(stored);
        writer.shut();
        try (ScriptedBroker broker = new ScriptedBroker(0, readings);
                TestIngest ingest =
                        new TestIngest(writer, BatchConfig.USUAL, new IngestLimits(1, 100));
                MqttDoor door = new MqttDoor(config(broker), ingest.start(), IngestLimits.USUAL)) {
            // One is in the room, another waits, and no more may wait.
            ingest.ingest().ingest(Door.HTTP, submission(1), 100);
            ingest.ingest().ingest(Door.HTTP, submission(2), 100);
            door.start();
            await().atMost(SOON).until(() -> ingest.balance().refused() > 1);
            writer.open();
            await().atMost(SOON).until(() -> stored.all().containsAll(readings));
        } finally {
            writer.open();
        }
    }

    private static Submission submission(int id2) {
        Submission.Builder submission = new Submission.Builder();
        submission.accept(Readings.of(new Sensor("light", "HALL", id2), 0, 1));
        return submission.build();
    }

    private static MqttConfig config(ScriptedBroker broker) {
        URI url = URI.create("mqtt://127.0.0.1:" + broker.port());
        return new MqttConfig(new BrokerAddress(url, null, null), "scripted");
    }

    private static Mqtt5AsyncClient client(ScriptedBroker broker) {
        Mqtt5AsyncClient client =
                Mqtt5Client.builder()
                        .identifier("asked")
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .buildAsync();
        client.connect().join();
        return client;
    }

    private static Mqtt5Publish asking() {
        return Mqtt5Publish.builder().topic("sensors/batch").responseTopic("answers").build();
    }
}
