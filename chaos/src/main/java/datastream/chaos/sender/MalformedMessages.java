package datastream.chaos.sender;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.settings.BrokerAddress;
import datastream.wire.OutcomeJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Malformed readings over MQTT at QoS 1: some in messages of their own, that are no JSON at all or
 * no reading, the others by fifty. Each message waits for the collector's own answer: a broker
 * whose queue is full drops what it has acknowledged.
 */
final class MalformedMessages {

    private static final int MOST_UNANSWERED = 256;

    /** One of so many messages holds a single reading, each other one so many readings. */
    private static final int SERIES = 50;

    private static final long RETRY_MILLIS = 200;
    private static final long ANSWER_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SenderConfig config;
    private final Mqtt5AsyncClient client;
    private final String answers = "chaos/answers/" + UUID.randomUUID();
    private final Semaphore slots = new Semaphore(MOST_UNANSWERED);

    /** By its index. */
    private final Map<Integer, Sent> unanswered = new ConcurrentHashMap<>();

    /** Atomic: counted on the client's threads. */
    private final AtomicLong refused = new AtomicLong();

    private record Message(int index, int readings) {

        String text() {
            return readings == 1
                    ? MalformedText.next(index / SERIES)
                    : MalformedText.array(readings);
        }
    }

    private record Sent(Message message, long nanoTime) {}

    MalformedMessages(SenderConfig config) {
        this.config = config;
        client = client(Uplinks.broker(config.targets().getFirst()));
    }

    /** Waits until all are answered; says how many as refused. */
    long send() throws InterruptedException {
        subscribe();
        int rest = config.malformed();
        for (int i = 0; rest > 0; i++) {
            acquire(1);
            int size = i % SERIES == 0 ? 1 : Math.min(SERIES, rest);
            publish(new Message(i, size));
            rest -= size;
        }
        acquire(MOST_UNANSWERED);
        var _ = client.disconnect();
        return refused.get();
    }

    private void subscribe() throws InterruptedException {
        var _ = client.connect();
        while (!isSubscribed()) {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private boolean isSubscribed() {
        try {
            client.subscribeWith()
                    .topicFilter(answers)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(this::answered)
                    .send()
                    .join();
            return true;
        } catch (CompletionException notConnected) {
            return false;
        }
    }

    /** Waits for free slots, and meanwhile sends again what is not answered in time. */
    private void acquire(int count) throws InterruptedException {
        while (!slots.tryAcquire(count, 1, TimeUnit.SECONDS)) {
            long late = System.nanoTime() - ANSWER_WITHIN_NANOS;
            for (Sent sent : unanswered.values()) {
                if (sent.nanoTime - late < 0) {
                    publish(sent.message);
                }
            }
        }
    }

    private void publish(Message message) {
        int index = message.index;
        unanswered.put(index, new Sent(message, System.nanoTime()));
        var _ =
                client.publishWith()
                        .topic("sensors/%s/BAD/%d".formatted(config.sensors().type(), index % 10))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(message.text().getBytes(StandardCharsets.UTF_8))
                        .responseTopic(answers)
                        .correlationData(ByteBuffer.allocate(Integer.BYTES).putInt(0, index))
                        .send();
    }

    private void answered(Mqtt5Publish answer) {
        int index = answer.getCorrelationData().map(data -> data.getInt(0)).orElse(-1);
        if (unanswered.remove(index) != null) {
            OutcomeJson outcome = OutcomeJson.fromBytes(answer.getPayloadAsBytes());
            refused.addAndGet(outcome.received() - outcome.committed() - outcome.duplicates());
            slots.release();
        }
    }

    private static Mqtt5AsyncClient client(BrokerAddress broker) {
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
