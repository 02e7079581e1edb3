package datastream.collector.adapter.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.IngestDoorContract;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.embedded.BrokerAccess;
import datastream.embedded.EmbeddedBroker;
import datastream.embedded.EmbeddedBrokerConfig;
import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The MQTT door over a real broker; the answer is the end-to-end acknowledgement. */
class MqttDoorIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final EmbeddedBroker BROKER =
            new EmbeddedBroker(
                    EmbeddedBrokerConfig.in(
                            Path.of("target", "mqtt-door-" + UUID.randomUUID()),
                            BrokerAccess.ANYBODY));

    @BeforeAll
    static void startBroker() {
        BROKER.start();
    }

    @AfterAll
    static void stopBroker() {
        BROKER.close();
    }

    @Nested
    class AsAProtobufBatch extends IngestDoorContract {
        @Override
        protected DoorClient open(IngestReadings ingest) {
            return new MqttDoorClient(ingest, BROKER.port());
        }
    }

    @Nested
    class AsJsonOnASensorsTopic {

        private static final String TOPIC = "sensors/temperature/ROOM/1";
        private static final String READING =
                "{\"timestamp\":\"2026-11-21T08:00:00.123456Z\",\"sensor_value\":1.5}";

        private final InMemoryReadings stored = new InMemoryReadings();
        private final GatedWriter writer = new GatedWriter(stored);
        private final TestIngest ingesting = new TestIngest(writer);
        private MqttDoorClient client;

        @BeforeEach
        void open() {
            client = new MqttDoorClient(ingesting.start(), BROKER.port());
        }

        @AfterEach
        void close() {
            writer.open();
            client.close();
            ingesting.close();
        }

        @Test
        void takesOneReadingAndAnArray() {
            IngestOutcome one = new IngestOutcome(1, 0, List.of());
            assertThat(publish(TOPIC, READING)).succeedsWithin(SOON).isEqualTo(one);
            assertThat(stored.all()).containsExactly(Readings.of(Readings.ROOM_1, 0, 1.5));
            String next = READING.replace("123456", "123457");
            assertThat(publish(TOPIC, "[" + READING + "," + next + "]"))
                    .succeedsWithin(SOON)
                    .isEqualTo(new IngestOutcome(1, 1, List.of()));
        }

        @Test
        void answersAMalformedMessageAndGoesOn() {
            for (String payload : List.of("", "{", "garbage", "[1", "[" + READING)) {
                assertThat(publish(TOPIC, payload))
                        .as(payload)
                        .succeedsWithin(SOON)
                        .satisfies(this::isRefused);
            }
            assertThat(publish("sensors/nowhere", READING))
                    .succeedsWithin(SOON)
                    .satisfies(this::isRefused);
            assertThat(publish(TOPIC, READING)).succeedsWithin(SOON);
        }

        @Test
        void theBrokerDeliversAgainWhatWasNotCommitted() {
            writer.shut();
            CompletableFuture<IngestOutcome> answer = publish(TOPIC, READING);
            await().until(() -> writer.attempts() == 1);
            try (TestIngest other = new TestIngest(stored)) {
                client.reopenDoor(other.start());
                assertThat(answer)
                        .succeedsWithin(SOON)
                        .isEqualTo(new IngestOutcome(1, 0, List.of()));
            }
        }

        private void isRefused(IngestOutcome outcome) {
            assertThat(outcome.anythingStored()).isFalse();
            assertThat(outcome.rejections())
                    .extracting(Rejection::code)
                    .containsExactly(Rejection.Code.INVALID);
        }

        private CompletableFuture<IngestOutcome> publish(String topic, String payload) {
            return client.publish(topic, payload.getBytes(UTF_8));
        }
    }
}
