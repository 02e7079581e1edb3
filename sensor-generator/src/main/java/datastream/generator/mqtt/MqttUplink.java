package datastream.generator.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.generator.simulation.LinkHealth;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.Uplink;
import datastream.generator.simulation.Window;
import datastream.reading.Sensor;
import datastream.settings.BrokerAddress;
import datastream.tls.ClientTls;
import datastream.wire.OutcomeJson;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the collector over MQTT: one client, shared by all senders, connected when the first
 * generator needs it. After each reconnection everything unanswered is sent again, since answers
 * may have been lost with the old connection.
 */
public final class MqttUplink implements Uplink {

    private static final Logger LOG = LoggerFactory.getLogger(MqttUplink.class);

    /**
     * After so long without an answer, or twice that while answers come late, a message is sent
     * again; the broker drops the old one.
     */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final int MOST_MESSAGES_UNDERWAY = 256;
    private static final long CHECKS_PER_ANSWER_TIME = 10;

    /** A broker that has not acknowledged a message by then is left, and connected anew. */
    private static final long ANSWER_TIMES_PER_LINK = 6;

    private final AnswerTime answerTime;
    private final BrokerLink link;
    private final MessageSlots slots = new MessageSlots(MOST_MESSAGES_UNDERWAY);
    private final Map<Long, MqttSender> senders = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> checks;

    /** Atomic: generators are created by several requests at once. */
    private final AtomicLong senderNumbers = new AtomicLong();

    /** Trusting whom the JDK trusts, where the broker is reached by TLS. */
    public MqttUplink(BrokerAddress broker) {
        this(broker, ClientTls.USUAL);
    }

    /**
     * @param tls how a broker that is reached by TLS is spoken with
     */
    public MqttUplink(BrokerAddress broker, ClientTls tls) {
        this(broker, tls, ANSWER_WITHIN);
    }

    MqttUplink(BrokerAddress broker, Duration answerWithin) {
        this(broker, ClientTls.USUAL, answerWithin);
    }

    private MqttUplink(BrokerAddress broker, ClientTls tls, Duration answerWithin) {
        answerTime = new AnswerTime(answerWithin);
        link =
                new BrokerLink(
                        broker,
                        tls,
                        answerWithin.multipliedBy(ANSWER_TIMES_PER_LINK),
                        this::resendFromBefore,
                        this::answered);
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("mqtt-uplink-timer").factory());
        long interval = answerWithin.toMillis() / CHECKS_PER_ANSWER_TIME;
        checks =
                timer.scheduleWithFixedDelay(
                        this::check, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public ReadingSender open(Sensor sensor, Window window) {
        long number = senderNumbers.incrementAndGet();
        MqttSender sender = new MqttSender(number, sensor, window, this);
        senders.put(number, sender);
        if (number == 1) {
            link.connect();
        }
        return sender;
    }

    @Override
    public LinkHealth health() {
        if (senders.isEmpty()) {
            return LinkHealth.IDLE;
        }
        return link.isOnline() ? LinkHealth.UP : LinkHealth.DOWN;
    }

    @Override
    public void close() {
        checks.cancel(false);
        senders.values().forEach(MqttSender::close);
        link.close();
        timer.shutdownNow();
    }

    boolean isOnline() {
        return link.isOnline();
    }

    MessageSlots slots() {
        return slots;
    }

    AnswerTime answerTime() {
        return answerTime;
    }

    void forget(long senderNumber) {
        senders.remove(senderNumber);
    }

    /**
     * Completes when the client has let go of the message: acknowledged by the broker, with whether
     * anybody was there to take it, or lost.
     *
     * @param goodFor after which the broker drops it
     */
    CompletableFuture<Boolean> publish(
            String topic, Correlation correlation, byte[] payload, Duration goodFor) {
        return link.publish(topic, correlation, payload, goodFor);
    }

    private void answered(Mqtt5Publish answer) {
        try {
            answer.getCorrelationData()
                    .map(Correlation::fromBytes)
                    .ifPresent(c -> settle(c, OutcomeJson.fromBytes(answer.getPayloadAsBytes())));
        } catch (RuntimeException e) {
            LOG.warn("An answer on {} could not be used", answer.getTopic(), e);
        }
    }

    private void settle(Correlation correlation, OutcomeJson outcome) {
        MqttSender sender = senders.get(correlation.sender());
        if (sender != null) {
            sender.answered(correlation.batch(), outcome);
        }
    }

    private void check() {
        try {
            link.check();
            if (link.isOnline()) {
                resendLate();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("The check for late answers failed for a reason of our own", e);
        }
    }

    private void resendLate() {
        boolean late = false;
        for (MqttSender sender : senders.values()) {
            late |= sender.resendLate();
        }
        if (late) {
            answerTime.late();
        }
    }

    private void resendFromBefore(long connected) {
        senders.values().forEach(sender -> sender.resendFromBefore(connected));
    }
}
