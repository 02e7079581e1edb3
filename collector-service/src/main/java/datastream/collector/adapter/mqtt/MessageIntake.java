package datastream.collector.adapter.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.collector.domain.Door;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Ingestion;
import datastream.reading.IngestOutcome;
import datastream.reading.Submission;
import datastream.wire.MalformedPayload;
import datastream.wire.OutcomeJson;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one message after the other: decode, ingest, and after the commit acknowledge to the broker
 * and, when the publisher asked with a response topic, to the publisher itself.
 *
 * <p>A message that holds no reading at all is acknowledged too: delivered again it would be no
 * better.
 */
final class MessageIntake {

    private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

    private final IngestReadings ingest;
    private final Mqtt5AsyncClient client;

    /** The first malformed message is said, repeats are not. */
    private final AtomicBoolean malformedSaid = new AtomicBoolean();

    /** A party for every message that is neither acknowledged nor given back, and one for us. */
    private final Phaser inHand = new Phaser(1);

    private volatile boolean stopped;

    MessageIntake(IngestReadings ingest, Mqtt5AsyncClient client) {
        this.ingest = ingest;
        this.client = client;
    }

    /** Messages from now on stay un-acknowledged: the broker delivers them again. */
    void stop() {
        stopped = true;
    }

    /** After {@link #stop}: waits until the messages in hand are acknowledged, or time is over. */
    void awaitSettled(Duration atMost) throws InterruptedException {
        try {
            inHand.awaitAdvanceInterruptibly(
                    inHand.arrive(), atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("MQTT: {} messages stay with the broker", inHand.getRegisteredParties() - 1);
        }
    }

    void take(Mqtt5Publish message) {
        if (stopped) {
            return;
        }
        inHand.register();
        try {
            Ingestion ingestion = take(message, message.getPayloadAsBytes());
            ingestion.outcome().whenComplete((outcome, failure) -> settle(message, outcome));
            // The next message is not taken before this one has found room.
            ingestion.admitted().toCompletableFuture().get();
        } catch (ExecutionException e) {
            LOG.warn("MQTT: a message found no room and waits at the broker");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // One that escapes would end the client's delivery of messages.
            LOG.error("MQTT: a message failed for a reason of our own", e);
            settle(message, null);
        }
    }

    private Ingestion take(Mqtt5Publish message, byte[] payload) {
        try {
            return ingest.ingest(Door.MQTT, decode(message, payload), payload.length);
        } catch (MalformedPayload e) {
            sayMalformed(message, e);
            return ingest.malformed(Door.MQTT, e.reason(), payload);
        }
    }

    private static Submission decode(Mqtt5Publish message, byte[] payload) {
        return Topics.decode(message.getTopic().toString(), payload);
    }

    private void sayMalformed(Mqtt5Publish message, MalformedPayload e) {
        if (malformedSaid.compareAndSet(false, true)) {
            LOG.warn(
                    "MQTT: a message on {} was refused, further ones will be without a word: {}",
                    message.getTopic(),
                    e.reason());
        }
    }

    /**
     * Without an outcome nothing was stored, and the message stays with the broker. The publisher
     * is told first: so the answers that are still on their way are bounded by the messages that
     * the broker sends before an acknowledgement.
     */
    private void settle(Mqtt5Publish message, @Nullable IngestOutcome outcome) {
        MqttTopic responseTopic = message.getResponseTopic().orElse(null);
        if (outcome == null) {
            inHand.arriveAndDeregister();
        } else if (responseTopic == null) {
            acknowledge(message);
        } else {
            var _ =
                    tell(responseTopic, message, outcome)
                            .whenComplete((_, _) -> acknowledge(message));
        }
    }

    private void acknowledge(Mqtt5Publish message) {
        message.acknowledge();
        inHand.arriveAndDeregister();
    }

    private CompletableFuture<?> tell(
            MqttTopic responseTopic, Mqtt5Publish message, IngestOutcome outcome) {
        return client.publishWith()
                .topic(responseTopic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .correlationData(message.getCorrelationData().orElse(null))
                .payload(OutcomeJson.of(outcome).toBytes())
                .send();
    }
}
