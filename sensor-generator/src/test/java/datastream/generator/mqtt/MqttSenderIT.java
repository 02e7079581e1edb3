package datastream.generator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.embedded.BrokerAccess;
import datastream.embedded.EmbeddedBroker;
import datastream.embedded.EmbeddedBrokerConfig;
import datastream.generator.signal.ConstantSignal;
import datastream.generator.simulation.Counts;
import datastream.generator.simulation.Generator;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.GeneratorState;
import datastream.generator.simulation.Generators;
import datastream.generator.simulation.LinkHealth;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.TimeSource;
import datastream.generator.simulation.Transport;
import datastream.reading.Sensor;
import datastream.settings.BrokerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class MqttSenderIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static EmbeddedBroker broker;
    private static int port;

    private final FakeCollector collector = new FakeCollector(port);
    private final MqttUplink uplink =
            new MqttUplink(
                    new BrokerAddress(URI.create("mqtt://127.0.0.1:" + port), null, null),
                    Duration.ofSeconds(2));
    private final Generators generators =
            new Generators(Map.of(Transport.MQTT, uplink), TimeSource.SYSTEM, 2_000);

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        broker =
                new EmbeddedBroker(
                        new EmbeddedBrokerConfig(folder, "127.0.0.1", port, BrokerAccess.ANYBODY));
        broker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void end() {
        generators.close();
        uplink.close();
        collector.close();
    }

    @Test
    void readingsAreAcknowledgedEndToEnd() {
        assertThat(uplink.health()).isEqualTo(LinkHealth.IDLE);
        Generator generator = generators.create(at(2_000));
        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 2_000);
        assertThat(uplink.health()).isEqualTo(LinkHealth.UP);
        settle(generator);

        assertThat(collector.invalid).isEmpty();
        assertThat(counts(generator).rejected()).isZero();
        assertThat(collector.timestamps).hasSize((int) counts(generator).generated());
    }

    @Test
    void oneReadingIsAnObjectWithoutTheSensorThatTheTopicNames() {
        Generator generator = generators.create(at(0.01));
        settle(generator);

        assertThat(collector.messages.getFirst().getTopic())
                .hasToString("sensors/temperature/ROOM/1");
        assertThat(
                        new String(
                                collector.messages.getFirst().getPayloadAsBytes(),
                                StandardCharsets.UTF_8))
                .matches("\\{\"timestamp\":\"[-0-9T:.]+Z\",\"sensor_value\":21\\.0}");
    }

    @Test
    void theBrokersAcknowledgementIsNotEnough() {
        collector.answering = false;
        Generator generator = generators.create(at(1_000));
        await().atMost(SOON).until(() -> counts(generator).retried() > 0);

        assertThat(counts(generator).acknowledged()).isZero();
        assertThat(collector.messages).isNotEmpty();

        collector.answering = true;
        settle(generator);
        assertThat(collector.timestamps).hasSize((int) counts(generator).generated());
    }

    @Test
    void messagesWithLateAnswersAreGivenMoreTimeUntilAnswersAreQuickAgain() {
        collector.answering = false;
        generators.create(at(100));
        await().atMost(SOON).until(() -> lifetimeOfNewest() > 2);

        collector.answering = true;
        await().atMost(SOON).until(() -> lifetimeOfNewest() == 2);
    }

    private long lifetimeOfNewest() {
        // What the broker says is what is left of it: it passes messages on at once here.
        return collector.messages.isEmpty()
                ? 0
                : collector.messages.getLast().getMessageExpiryInterval().orElse(0);
    }

    @Test
    void rejectionsCountAsRejected() {
        collector.rejecting = true;
        Generator generator = generators.create(at(500));
        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 100);
        settle(generator);

        // One of each message, which is sent again when its answer is late.
        assertThat(counts(generator).rejected())
                .isEqualTo(
                        collector.messages.stream()
                                .map(Mqtt5Publish::getCorrelationData)
                                .distinct()
                                .count());
    }

    @Test
    void aMessageThatTheCollectorCannotReadIsRejectedAsAWhole() {
        collector.confused = true;
        Generator generator = generators.create(at(500));
        await().atMost(SOON).until(() -> counts(generator).rejected() > 100);

        assertThat(counts(generator).acknowledged()).isZero();
    }

    @Test
    void survivesABrokerThatGoesAndComesBack() {
        Generator generator = generators.create(at(100));
        await().atMost(SOON).until(() -> counts(generator).acknowledged() > 50);
        broker.close();
        long before = counts(generator).generated();
        await().atMost(SOON).until(() -> counts(generator).generated() > before + 100);
        assertThat(uplink.health()).isEqualTo(LinkHealth.DOWN);

        broker.start();
        try (FakeCollector later = new FakeCollector(port)) {
            await().atMost(SOON).until(() -> counts(generator).acknowledged() > before + 100);
            settle(generator);
            assertThat(later.invalid).isEmpty();
        }
    }

    @Test
    void manyGeneratorsShareOneClientAndItsMessages() {
        collector.answering = false;
        for (int i = 0; i < 300; i++) {
            generators.create(at(1, i));
        }
        await().atMost(SOON).until(() -> collector.messages.size() >= 256);

        collector.answering = true;
        await().atMost(SOON)
                .until(() -> generators.all().stream().allMatch(g -> counts(g).acknowledged() > 3));
    }

    @Test
    void stallsAtItsWindowWithoutAnswers() {
        collector.answering = false;
        Generator generator = generators.create(at(5_000));

        await().atMost(SOON).until(() -> generator.status().state() == GeneratorState.STALLED);
        assertThat(counts(generator).inFlight()).isEqualTo(2_000);
    }

    private static Counts counts(Generator generator) {
        return generator.status().counts();
    }

    private static void settle(Generator generator) {
        generator.pause();
        await().atMost(SOON).until(() -> counts(generator).inFlight() == 0);
    }

    private static GeneratorSpec at(double rate) {
        return at(rate, 1);
    }

    private static GeneratorSpec at(double rate, int id2) {
        return new GeneratorSpec(
                new Sensor("temperature", "ROOM", id2),
                new Rate(rate),
                Transport.MQTT,
                new ConstantSignal(21, null, null));
    }
}
