package datastream.collector.adapter.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.collector.domain.Door;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Ingestion;
import datastream.reading.IngestOutcome;
import datastream.reading.Submission;
import datastream.wire.MalformedPayload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one message after the other: decode, ingest, and after the commit tell the publisher, when
 * it asked, and then acknowledge to the broker: so the answers that are on their way are bounded by
 * what the broker sends before an acknowledgement.
 *
 * <p>Every message is settled, or its session ends and the broker delivers it again: one that
 * stayed without either would hold up the acknowledgements of all that came after it. A message
 * that holds no reading at all is acknowledged too, once it is in quarantine: again it would be no
 * better.
 */
final class MessageIntake {

    private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

    /** Before a message that was turned away, since too much waits for room, is handed in again. */
    private static final Duration TURNED_AWAY = Duration.ofMillis(200);

    private final IngestReadings ingest;

    /** The first malformed message is said, repeats are not. */
    private final AtomicBoolean malformedSaid = new AtomicBoolean();

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** One message on its way, and the session that it came by. */
    private record Delivery(
            BrokerSession session, Mqtt5Publish message, MessagesInHand.Message inHand) {}

    MessageIntake(IngestReadings ingest) {
        this.ingest = ingest;
    }

    /** Messages from now on stay un-acknowledged: the broker delivers them again. */
    void stop() {
        stopped.complete(null);
    }

    /** Returns when the message has found room, or is no longer wanted; throws nothing. */
    void take(BrokerSession session, Mqtt5Publish message) {
        if (isUnwanted(session)) {
            return;
        }
        Delivery delivery = new Delivery(session, message, session.inHand().take());
        try {
            take(delivery);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // One that escapes would end the client's delivery of messages.
            LOG.error("MQTT: a message failed for a reason of our own", e);
            session.end(e);
        }
    }

    private void take(Delivery delivery) throws InterruptedException {
        byte[] payload = delivery.message().getPayloadAsBytes();
        while (!isUnwanted(delivery.session())) {
            Ingestion ingestion = ingest(delivery.message(), payload);
            if (isAdmitted(ingestion, delivery.session())) {
                ingestion.outcome().whenComplete((outcome, e) -> settle(delivery, outcome, e));
                return;
            }
            // Not on the futures that end this: each wait would leave something behind in them.
            Thread.sleep(TURNED_AWAY);
        }
        delivery.inHand().settle();
    }

    private boolean isUnwanted(BrokerSession session) {
        return stopped.isDone() || session.isEnded();
    }

    private Ingestion ingest(Mqtt5Publish message, byte[] payload) {
        Submission submission;
        try {
            submission = Topics.decode(message.getTopic().toString(), payload);
        } catch (MalformedPayload e) {
            return malformed(message, e.reason(), payload);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("MQTT: a message could not be decoded for a reason of our own", e);
            return malformed(message, "cannot be decoded", payload);
        }
        return ingest.ingest(Door.MQTT, submission, payload.length);
    }

    private Ingestion malformed(Mqtt5Publish message, String reason, byte[] payload) {
        if (malformedSaid.compareAndSet(false, true)) {
            LOG.warn(
                    "MQTT: a message on {} was refused, further ones will be without a word: {}",
                    message.getTopic(),
                    reason);
        }
        return ingest.malformed(Door.MQTT, reason, payload);
    }

    /** Waits for room; what nobody wants any more by then gives up its place in the line. */
    private boolean isAdmitted(Ingestion ingestion, BrokerSession session)
            throws InterruptedException {
        CompletableFuture<Void> admitted = ingestion.admitted().toCompletableFuture();
        try {
            if (!admitted.isDone()) {
                CompletableFuture.anyOf(admitted, session.ended(), stopped).get();
            }
            if (admitted.isDone()) {
                admitted.get();
                return true;
            }
        } catch (ExecutionException e) {
            LOG.debug("MQTT: a message was turned away", e);
            return false;
        } catch (InterruptedException e) {
            ingestion.withdraw();
            throw e;
        }
        return !ingestion.withdraw();
    }

    private void settle(
            Delivery delivery, @Nullable IngestOutcome outcome, @Nullable Throwable failure) {
        if (outcome != null) {
            tell(delivery, outcome);
        } else if (!stopped.isDone() && failure != null) {
            delivery.session().end(failure);
        }
    }

    private void tell(Delivery delivery, IngestOutcome outcome) {
        try {
            delivery.session()
                    .answers()
                    .tell(delivery.message(), outcome)
                    .whenComplete((_, _) -> acknowledge(delivery));
        } catch (RuntimeException | Error e) {
            // The message is stored; its publisher will ask again.
            LOG.warn("MQTT: an answer could not be sent", e);
            acknowledge(delivery);
        }
    }

    private void acknowledge(Delivery delivery) {
        delivery.session().acknowledge(delivery.message());
        delivery.inHand().settle();
    }
}
