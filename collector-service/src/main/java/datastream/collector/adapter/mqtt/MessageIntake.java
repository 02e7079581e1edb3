package datastream.collector.adapter.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Overloaded;
import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import datastream.wire.MalformedPayload;
import datastream.wire.OutcomeJson;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** As good as for ever: the broker holds back what we do not acknowledge. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final IngestReadings ingest;
    private final Mqtt5AsyncClient client;

    /** The first malformed message is said, repeats are not. */
    private final AtomicBoolean malformedSaid = new AtomicBoolean();

    private volatile boolean stopped;

    MessageIntake(IngestReadings ingest, Mqtt5AsyncClient client) {
        this.ingest = ingest;
        this.client = client;
    }

    /** Messages from now on stay un-acknowledged: the broker gives them to another collector. */
    void stop() {
        stopped = true;
    }

    void take(Mqtt5Publish message) {
        if (stopped) {
            return;
        }
        try {
            ingest.ingest(decode(message), PATIENCE)
                    .thenAccept(outcome -> acknowledge(message, outcome));
        } catch (MalformedPayload e) {
            refuse(message, e);
        } catch (Overloaded e) {
            LOG.warn("MQTT: a message found no room and waits at the broker");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Submission decode(Mqtt5Publish message) {
        return Topics.decode(message.getTopic().toString(), message.getPayloadAsBytes());
    }

    private void refuse(Mqtt5Publish message, MalformedPayload e) {
        if (malformedSaid.compareAndSet(false, true)) {
            LOG.warn(
                    "MQTT: a message on {} was refused, further ones will be without a word: {}",
                    message.getTopic(),
                    e.reason());
        }
        Rejection whole = new Rejection(0, Rejection.Code.INVALID, "", e.reason());
        acknowledge(message, new IngestOutcome(0, 0, List.of(whole)));
    }

    private void acknowledge(Mqtt5Publish message, IngestOutcome outcome) {
        message.acknowledge();
        message.getResponseTopic().ifPresent(topic -> tell(topic, message, outcome));
    }

    private void tell(MqttTopic responseTopic, Mqtt5Publish message, IngestOutcome outcome) {
        var _ =
                client.publishWith()
                        .topic(responseTopic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .correlationData(message.getCorrelationData().orElse(null))
                        .payload(OutcomeJson.of(outcome).toBytes())
                        .send();
    }
}
