package datastream.chaos.sender;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import datastream.generator.simulation.Batch;
import datastream.generator.simulation.LinkHealth;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.Uplink;
import datastream.generator.simulation.Window;
import datastream.reading.Sensor;
import datastream.settings.BrokerAddress;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A plain MQTT device: publishes at QoS 1 and believes the broker's PUBACK. Thread-safe. */
final class PubackUplink implements Uplink {

    private static final int MOST_READINGS_PER_MESSAGE = 500;
    private static final int MOST_UNANSWERED = 16;
    private static final long RETRY_MILLIS = 100;
    private static final long LONGEST_RETRY_MILLIS = 1_000;

    private final Mqtt5AsyncClient client;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile boolean closed;

    PubackUplink(BrokerAddress broker) {
        client =
                Mqtt5Client.builder()
                        .identifier("chaos-sender-" + UUID.randomUUID())
                        .serverHost(broker.host())
                        .serverPort(broker.port())
                        .automaticReconnect()
                        .initialDelay(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                        .maxDelay(LONGEST_RETRY_MILLIS, TimeUnit.MILLISECONDS)
                        .applyAutomaticReconnect()
                        .addDisconnectedListener(
                                context -> context.getReconnector().reconnect(!closed))
                        .buildAsync();
    }

    @Override
    public ReadingSender open(Sensor sensor, Window window) {
        if (connecting.compareAndSet(false, true)) {
            var _ = client.connect();
        }
        return new Device(sensor, window);
    }

    @Override
    public LinkHealth health() {
        return client.getState().isConnected() ? LinkHealth.UP : LinkHealth.DOWN;
    }

    @Override
    public void close() {
        closed = true;
        var _ = client.disconnect();
    }

    private final class Device implements ReadingSender {

        private final Sensor sensor;
        private final Window window;
        private final String topic;

        /** Atomic: counted up by the maker of readings, down by the client's threads. */
        private final AtomicInteger unanswered = new AtomicInteger();

        Device(Sensor sensor, Window window) {
            this.sensor = sensor;
            this.window = window;
            topic = "sensors/" + sensor.type() + "/" + sensor.id1() + "/" + sensor.id2();
        }

        @Override
        public void readingsWait() {
            while (!closed && unanswered.get() < MOST_UNANSWERED) {
                Batch batch = window.take(MOST_READINGS_PER_MESSAGE);
                if (batch == null) {
                    return;
                }
                unanswered.incrementAndGet();
                var _ = publish(batch).whenComplete((result, e) -> answered(batch, result, e));
            }
        }

        private CompletableFuture<Mqtt5PublishResult> publish(Batch batch) {
            return client.publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(ReadingText.array(sensor, batch))
                    .send();
        }

        private void answered(
                Batch batch, @Nullable Mqtt5PublishResult result, @Nullable Throwable failure) {
            unanswered.decrementAndGet();
            if (result != null && failure == null && result.getError().isEmpty()) {
                window.settle(batch, 0);
                readingsWait();
            } else {
                window.resend(batch);
                CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(this::readingsWait);
            }
        }

        @Override
        public void close() {
            // The client ends with the uplink.
        }
    }
}
