package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.reading.IngestOutcome;
import datastream.settings.BrokerAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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
