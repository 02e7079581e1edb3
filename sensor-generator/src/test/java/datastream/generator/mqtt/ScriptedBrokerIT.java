package datastream.generator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.generator.signal.ConstantSignal;
import datastream.generator.simulation.Generator;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.Generators;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.TimeSource;
import datastream.generator.simulation.Transport;
import datastream.reading.Sensor;
import datastream.settings.BrokerAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What senders do when a broker does not do its part. */
@Timeout(90)
class ScriptedBrokerIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aMessageThatTheClientStillHasIsNotSentAgainBesideIt() throws IOException {
        Duration answerWithin = Duration.ofMillis(500);
        try (ScriptedBroker broker = new ScriptedBroker(0);
                MqttUplink uplink = uplink(broker, answerWithin);
                Generators generators = generators(uplink)) {
            Generator generator = generators.create(temperature(1));
            await().atMost(SOON).until(() -> broker.connections.get() >= 3);

            assertThat(broker.messages).doesNotHaveDuplicates().hasSizeGreaterThan(2);
            assertThat(broker.messages.stream().filter(m -> m.connection() == 1))
                    .hasSizeLessThanOrEqualTo(16);
            assertThat(contentsOf(broker, 2))
                    .as("what was lost with the connection comes again on the next")
                    .containsAll(contentsOf(broker, 1));
            assertThat(generator.status().counts().acknowledged()).isZero();
        }
    }

    @Test
    void deletedGeneratorsKeepTheRoomOfWhatTheClientStillHas() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(0);
                MqttUplink uplink = uplink(broker, SOON);
                Generators later = generators(uplink)) {
            try (Generators deleted = generators(uplink)) {
                for (int id2 = 0; id2 < 20; id2++) {
                    deleted.create(temperature(id2));
                }
                await().atMost(SOON).until(() -> broker.messages.size() >= 256);
            }
            Generator generator = later.create(temperature(1));
            await().atMost(SOON).until(() -> generator.status().counts().inFlight() > 50);
            assertThat(broker.messages).hasSize(256);
        }
    }

    @Test
    void aMessageThatNobodyHasSubscribedToIsSentAgainLongBeforeItsAnswerIsLate()
            throws IOException {
        Duration answerWithin = Duration.ofMinutes(1);
        try (ScriptedBroker broker = new ScriptedBroker(0);
                MqttUplink uplink = uplink(broker, answerWithin);
                Generators generators = generators(uplink)) {
            broker.saysNobodySubscribed = true;
            Generator generator = generators.create(temperature(1));
            await().atMost(SOON).until(() -> generator.status().counts().retried() > 0);
            assertThat(generator.status().counts().acknowledged()).isZero();
        }
    }

    @Test
    void aRefusedSubscriptionOfAFormerConnectionIsForgotten() throws IOException {
        Duration answerWithin = Duration.ofSeconds(10);
        try (ScriptedBroker broker = new ScriptedBroker(1);
                MqttUplink uplink = uplink(broker, answerWithin);
                Generators generators = generators(uplink)) {
            generators.create(temperature(1));
            await().atMost(SOON).until(uplink::isOnline);
            await().atMost(SOON)
                    .during(Duration.ofSeconds(3))
                    .until(() -> broker.subscriptions.get() == 2);
            assertThat(broker.connections).hasValue(2);
            assertThat(broker.messages).doesNotHaveDuplicates();
        }
    }

    private static List<String> contentsOf(ScriptedBroker broker, int connection) {
        return broker.messages.stream()
                .filter(message -> message.connection() == connection)
                .map(ScriptedBroker.Message::content)
                .toList();
    }

    private static MqttUplink uplink(ScriptedBroker broker, Duration answerWithin) {
        URI url = URI.create("mqtt://127.0.0.1:" + broker.port());
        return new MqttUplink(new BrokerAddress(url, null, null), answerWithin);
    }

    private static Generators generators(MqttUplink uplink) {
        return new Generators(Map.of(Transport.MQTT, uplink), TimeSource.SYSTEM, 2_000);
    }

    private static GeneratorSpec temperature(int id2) {
        return new GeneratorSpec(
                new Sensor("temperature", "ROOM", id2),
                new Rate(100),
                Transport.MQTT,
                new ConstantSignal(21, null, null));
    }
}
