package datastream.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EmbeddedBrokerIT {

    private static final long HOUR_IN_SECONDS = 3_600;
    private static final int MANY = 200;

    private EmbeddedBrokerConfig config;
    private EmbeddedBroker broker;

    @BeforeEach
    void newFolder(TestInfo test) throws IOException {
        Path folder = Path.of("target", "the broker", test.getTestMethod().orElseThrow().getName());
        WholeFolder.delete(folder);
        config = EmbeddedBrokerConfig.in(folder, BrokerAccess.ANYBODY);
        broker = new EmbeddedBroker(config);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void keepsWhatWaitsForAReceiverOverARestart() throws InterruptedException {
        broker.start();
        Mqtt5BlockingClient receiver = client("receiver");
        connect(receiver);
        receiver.subscribeWith().topicFilter("sensors/#").qos(MqttQos.AT_LEAST_ONCE).send();
        receiver.disconnect();
        publish("sensors/temperature/ROOM/1", "21.5");
        broker.close();

        broker.start();
        Mqtt5BlockingClient again = client("receiver");
        try (var messages = again.publishes(MqttGlobalPublishFilter.ALL)) {
            assertThat(connect(again).isSessionPresent()).isTrue();
            var message = messages.receive(10, TimeUnit.SECONDS).orElseThrow();
            assertThat(message.getPayloadAsBytes()).isEqualTo("21.5".getBytes(UTF_8));
        }
        again.disconnect();
    }

    /** Without a fresh start of its data the broker delivers next to nothing ever after. */
    @Test
    void deliversAgainAfterItWasKilled() throws Exception {
        try (var child = BrokerChild.start(config)) {
            int port = Math.toIntExact(child.awaitReady());
            Mqtt5BlockingClient receiver = client("receiver", port);
            try (var messages = receiver.publishes(MqttGlobalPublishFilter.ALL)) {
                subscribeShared(receiver);
                publishMany(port);
                for (int i = 0; i < MANY; i++) {
                    messages.receive(10, TimeUnit.SECONDS).orElseThrow();
                }
                child.kill();
            }
        }
        broker.start();
        Mqtt5BlockingClient receiver = client("receiver", broker.port());
        try (var messages = receiver.publishes(MqttGlobalPublishFilter.ALL)) {
            subscribeShared(receiver);
            publishMany(broker.port());
            for (int i = 0; i < MANY; i++) {
                assertThat(messages.receive(10, TimeUnit.SECONDS)).as("message %d", i).isPresent();
            }
        }
        receiver.disconnect();
    }

    @Test
    void takesAThousandMessagesAtATime() {
        broker.start();
        Mqtt5BlockingClient client = client("sender");
        assertThat(connect(client).getRestrictions().getReceiveMaximum()).isEqualTo(1_000);
        client.disconnect();
    }

    @Test
    void leavesNoThreadThatKeepsTheJvmAlive() {
        broker.start();
        assertThat(threadNames()).anyMatch(name -> name.startsWith("embedded-hivemq"));
        broker.close();
        await().untilAsserted(() ->
                assertThat(threadNames()).noneMatch(name -> name.startsWith("embedded-hivemq")));
    }

    @Test
    void isRefusedWhileAnotherServesTheFolder() {
        broker.start();
        try (var second = new EmbeddedBroker(config)) {
            assertThatThrownBy(second::start).isInstanceOf(FolderInUse.class);
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            var onTakenPort =
                    new EmbeddedBrokerConfig(
                            config.folder(), "127.0.0.1", port, BrokerAccess.ANYBODY);
            try (var refused = new EmbeddedBroker(onTakenPort)) {
                assertThatThrownBy(refused::start).isInstanceOf(StartFailed.class);
            }
        }
        broker.start();
    }

    private static Stream<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
    }

    private static void subscribeShared(Mqtt5BlockingClient client) {
        connect(client);
        client.subscribeWith()
                .topicFilter("$share/collectors/sensors/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }

    private static void publishMany(int port) {
        Mqtt5BlockingClient sender = client("sender", port);
        connect(sender);
        for (int i = 0; i < MANY; i++) {
            send(sender, "sensors/temperature/ROOM/1", Integer.toString(i));
        }
        sender.disconnect();
    }

    private Mqtt5BlockingClient client(String name) {
        return client(name, broker.port());
    }

    private static Mqtt5BlockingClient client(String name, int port) {
        return Mqtt5Client.builder()
                .identifier(name)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
    }

    private static Mqtt5ConnAck connect(Mqtt5BlockingClient client) {
        return client.connectWith().cleanStart(false).sessionExpiryInterval(HOUR_IN_SECONDS).send();
    }

    private void publish(String topic, String payload) {
        Mqtt5BlockingClient sender = client("sender");
        connect(sender);
        send(sender, topic, payload);
        sender.disconnect();
    }

    private static void send(Mqtt5BlockingClient sender, String topic, String payload) {
        sender.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(UTF_8))
                .send();
    }
}
