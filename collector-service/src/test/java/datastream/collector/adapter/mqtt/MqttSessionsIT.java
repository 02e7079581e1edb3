package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.embedded.BrokerAccess;
import datastream.embedded.EmbeddedBroker;
import datastream.embedded.EmbeddedBrokerConfig;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Submission;
import datastream.settings.BrokerAddress;
import datastream.tls.ClientTls;
import datastream.wire.ReadingProto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the MQTT door makes of broken connections, over a real broker. */
@Timeout(120)
class MqttSessionsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Sensor SENSOR = Readings.ROOM_1;
    private static final EmbeddedBroker BROKER =
            new EmbeddedBroker(
                    EmbeddedBrokerConfig.in(
                            Path.of("target", "mqtt-sessions-" + UUID.randomUUID()),
                            BrokerAccess.ANYBODY));

    private final InMemoryReadings stored = new InMemoryReadings();
    private final GatedWriter writer = new GatedWriter(stored);
    private final SensorPublisher device = new SensorPublisher(BROKER.port());
    private final CuttableLink link = new CuttableLink(BROKER.port());

    @BeforeAll
    static void startBroker() {
        BROKER.start();
    }

    @AfterAll
    static void stopBroker() {
        BROKER.close();
    }

    @AfterEach
    void end() throws IOException {
        writer.open();
        device.close();
        link.close();
    }

    @Test
    void aReconnectionWithMessagesInHandLosesNothingAndIsTheOnlyOne() {
        try (TestIngest ingest = new TestIngest(writer);
                MqttDoor door = door("cut", ingest.start(), bytesFor(40))) {
            open(door);
            writer.shut();
            device.publish(SENSOR, 100);
            await().atMost(SOON).until(() -> ingest.inFlight() > 0);
            int before = ingest.inFlight();
            cutAndAwaitReconnection(door);
            await().atMost(SOON).until(() -> ingest.inFlight() > before);
            assertThat(link.connections()).isEqualTo(2);

            writer.open();
            device.publish(SENSOR, 200);
            awaitAllStored();
        }
    }

    @Test
    void anEndedConnectionLeavesNoThreadBehind() {
        try (TestIngest ingest = new TestIngest(writer);
                MqttDoor door = door("threads", ingest.start(), bytesFor(4))) {
            open(door);
            for (int i = 0; i < 4; i++) {
                cutAndAwaitReconnection(door);
            }
            await().atMost(SOON).until(() -> networkThreads() == 1);
        }
    }

    @Test
    @SuppressWarnings("try") // it ends in the middle of the test
    void comesBackToABrokerThatHasForgottenItsSession() {
        BrokerAddress other;
        try (EmbeddedBroker first = startOther()) {
            other = address(first.port());
            try (TestIngest ingest = new TestIngest(writer);
                    MqttDoor door = door(other, "lost", ingest.start(), bytesFor(4))) {
                door.start();
                await().atMost(SOON).until(door::subscribed);
                first.close();
                await().atMost(SOON).until(() -> !door.subscribed());
                try (EmbeddedBroker second = startOther(other.port());
                        SensorPublisher later = new SensorPublisher(second.port())) {
                    await().atMost(SOON).until(door::subscribed);
                    later.publish(SENSOR, 20);
                    await().atMost(SOON).until(() -> stored.all().equals(later.sent()));
                }
            }
        }
    }

    @Test
    void aMessageThatIsOvertakenForTooLongComesAgainByANewConnection() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Sensor stuck = Readings.ROOM_1;
        Sensor other = onAnotherLane(stuck);
        try (TestIngest ingest =
                new TestIngest(
                        batch -> {
                            if (batch.getFirst().sensor().equals(stuck)) {
                                awaitRelease(release);
                            }
                            return stored.append(batch);
                        },
                        TestIngest.APART,
                        IngestLimits.USUAL)) {
            MessageIntake intake = new MessageIntake(ingest.start());
            MqttConfig config = new MqttConfig(address(link.port()), "stall");
            try (SessionSupervisor supervisor =
                    new SessionSupervisor(
                            config.broker(),
                            () ->
                                    new BrokerSession(
                                            config,
                                            ClientTls.USUAL,
                                            new MessageLimits(40),
                                            intake::take),
                            Duration.ofMillis(300))) {
                // Kept for a session that is away: this broker sends nothing more, as long as one
                // message is not acknowledged.
                try (MqttDoor earlier = door("stall", ingest.ingest(), bytesFor(4))) {
                    open(earlier);
                }
                device.publish(stuck, 1);
                device.publish(other, 1);
                supervisor.start();
                await().atMost(SOON).until(() -> link.connections() > 3);
                release.countDown();
                awaitAllStored();
            }
        }
    }

    @Test
    @SuppressWarnings("try") // it ends in the middle of the test
    void whatAStoppedCollectorLeavesGoesToTheOthers() {
        GatedWriter shut = new GatedWriter(stored);
        try (TestIngest stopping = new TestIngest(shut);
                TestIngest staying = new TestIngest(writer);
                MqttDoor first = door("first", stopping.start(), bytesFor(20));
                MqttDoor second = door("second", staying.start(), bytesFor(20))) {
            shut.shut();
            open(first);
            device.publish(SENSOR, 50);
            await().atMost(SOON).until(() -> stopping.inFlight() > 0);
            open(second);
            first.close();
            device.publish(SENSOR, 50);
            awaitAllStored();
            shut.open();
        }
    }

    private void open(MqttDoor door) {
        door.start();
        await().atMost(SOON).until(door::subscribed);
    }

    private void cutAndAwaitReconnection(MqttDoor door) {
        int before = link.connections();
        link.cut();
        await().atMost(SOON).until(() -> link.connections() > before && door.subscribed());
    }

    private void awaitAllStored() {
        await().atMost(SOON).until(() -> stored.all().equals(device.sent()));
    }

    private MqttDoor door(String name, IngestReadings ingest, IngestLimits limits) {
        return door(address(link.port()), name, ingest, limits);
    }

    private static MqttDoor door(
            BrokerAddress broker, String name, IngestReadings ingest, IngestLimits limits) {
        return new MqttDoor(new MqttConfig(broker, name), ingest, limits);
    }

    private static BrokerAddress address(int port) {
        return new BrokerAddress(URI.create("mqtt://127.0.0.1:" + port), null, null);
    }

    private static IngestLimits bytesFor(int messages) {
        return new IngestLimits(1, (long) messages * MessageLimits.MOST_PACKET_BYTES);
    }

    private static EmbeddedBroker startOther() {
        return startOther(0);
    }

    private static EmbeddedBroker startOther(int port) {
        Path folder = Path.of("target", "mqtt-other-" + UUID.randomUUID());
        EmbeddedBroker broker =
                new EmbeddedBroker(
                        new EmbeddedBrokerConfig(folder, "127.0.0.1", port, BrokerAccess.ANYBODY));
        broker.start();
        return broker;
    }

    private static Submission submission(int i) {
        List<Reading> readings = List.of(Readings.of(SENSOR, 1_000 + i, 1));
        return Topics.decode("sensors/batch", ReadingProto.encode(readings).toByteArray());
    }

    private static Sensor onAnotherLane(Sensor sensor) {
        for (int id2 = 100; ; id2++) {
            Sensor other = new Sensor(sensor.type(), sensor.id1(), id2);
            if (Math.floorMod(other.hashCode(), 2) != Math.floorMod(sensor.hashCode(), 2)) {
                return other;
            }
        }
    }

    private static void awaitRelease(CountDownLatch release) {
        try {
            release.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long networkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mqtt-network"))
                .count();
    }
}
