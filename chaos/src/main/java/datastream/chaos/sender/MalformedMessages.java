package datastream.chaos.sender;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import datastream.settings.BrokerAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Malformed payloads over MQTT at QoS 1, one reading in each. */
final class MalformedMessages {

    private static final int MOST_UNANSWERED = 256;
    private static final long RETRY_MILLIS = 200;

    private final SenderConfig config;
    private final Semaphore slots = new Semaphore(MOST_UNANSWERED);

    MalformedMessages(SenderConfig config) {
        this.config = config;
    }

    /** Waits until the broker has them all; nobody says what became of them: 0. */
    long send() throws InterruptedException {
        Mqtt5AsyncClient client = client();
        var _ = client.connect();
        for (int i = 0; i < config.malformed(); i++) {
            slots.acquire();
            publish(client, i);
        }
        slots.acquire(MOST_UNANSWERED);
        var _ = client.disconnect();
        return 0;
    }

    private void publish(Mqtt5AsyncClient client, int index) {
        var _ =
                client.publishWith()
                        .topic("sensors/%s/BAD/%d".formatted(config.sensors().type(), index % 10))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(MalformedText.next(index).getBytes(StandardCharsets.UTF_8))
                        .send()
                        .whenComplete((_, failure) -> answered(client, index, failure == null));
    }

    private void answered(Mqtt5AsyncClient client, int index, boolean taken) {
        if (taken) {
            slots.release();
        } else {
            CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> publish(client, index));
        }
    }

    private Mqtt5AsyncClient client() {
        BrokerAddress broker = Uplinks.broker(config.targets().getFirst());
        return Mqtt5Client.builder()
                .identifier("chaos-malformed-" + UUID.randomUUID())
                .serverHost(broker.host())
                .serverPort(broker.port())
                .automaticReconnect()
                .initialDelay(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildAsync();
    }
}
