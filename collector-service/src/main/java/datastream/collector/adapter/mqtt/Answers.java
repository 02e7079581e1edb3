package datastream.collector.adapter.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.reading.IngestOutcome;
import datastream.wire.OutcomeJson;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells publishers who ask, with a response topic, what became of their message. What the broker
 * does not take is bounded in time, since the message's acknowledgement waits for it, and in
 * number: then publishers get no answer, and send again. Thread-safe; never blocks.
 */
final class Answers {

    /** Most bytes of an answer's payload, however many rejections it has to tell. */
    static final int MOST_PAYLOAD_BYTES = 64 * 1024;

    /** Of an answer beside topic, correlation data and payload: MQTT 5, section 3.3. */
    private static final int HEADER_BYTES = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final CompletableFuture<Void> NOBODY_ASKED =
            CompletableFuture.completedFuture(null);

    private final Mqtt5AsyncClient client;
    private final Duration patience;

    /** A permit for each answer that the broker may have left without its own acknowledgement. */
    private final Semaphore unacknowledged;

    Answers(Mqtt5AsyncClient client, int most) {
        this(client, most, PATIENCE);
    }

    Answers(Mqtt5AsyncClient client, int most, Duration patience) {
        this.client = client;
        this.patience = patience;
        unacknowledged = new Semaphore(most);
    }

    /**
     * Answers a message.
     *
     * @return completes in any case: when the broker has the answer, has refused it or has let too
     *     much time pass, and at once when nobody asked
     */
    CompletionStage<?> tell(Mqtt5Publish message, IngestOutcome outcome) {
        MqttTopic topic = message.getResponseTopic().orElse(null);
        if (topic == null || !unacknowledged.tryAcquire()) {
            return NOBODY_ASKED;
        }
        CompletableFuture<?> sent;
        try {
            sent = send(topic, message.getCorrelationData().orElse(null), outcome);
        } catch (RuntimeException | Error e) {
            unacknowledged.release();
            throw e;
        }
        var _ = sent.whenComplete((_, _) -> unacknowledged.release());
        return sent.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<?> send(
            MqttTopic topic, @Nullable ByteBuffer correlation, IngestOutcome outcome) {
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .correlationData(correlation)
                .payload(OutcomeJson.of(outcome).toBytes(mostBytes(topic, correlation)))
                .send();
    }

    /** What the broker takes, since an answer that it refuses would never come to its publisher. */
    private int mostBytes(MqttTopic topic, @Nullable ByteBuffer correlation) {
        int packet =
                client.getConfig()
                        .getConnectionConfig()
                        .map(c -> c.getRestrictionsForClient().getSendMaximumPacketSize())
                        .orElse(MOST_PAYLOAD_BYTES);
        int header = HEADER_BYTES + topic.toByteBuffer().remaining();
        int data = correlation == null ? 0 : correlation.remaining();
        return Math.min(MOST_PAYLOAD_BYTES, packet - header - data);
    }
}
