package datastream.collector.adapter.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.reading.IngestOutcome;
import datastream.wire.OutcomeJson;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells publishers who ask, with a response topic, what became of their message. What the broker
 * does not take is bounded in time, since the message's acknowledgement waits for it, and in
 * number: then publishers get no answer, and send again. Thread-safe; never blocks.
 */
final class Answers {

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
        var sent =
                client.publishWith()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .correlationData(message.getCorrelationData().orElse(null))
                        .payload(OutcomeJson.of(outcome).toBytes())
                        .send();
        var _ = sent.whenComplete((_, _) -> unacknowledged.release());
        return sent.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
