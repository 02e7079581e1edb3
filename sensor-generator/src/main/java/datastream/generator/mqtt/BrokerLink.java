package datastream.generator.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import datastream.generator.simulation.LinkLog;
import datastream.settings.BrokerAddress;
import datastream.tls.ClientTls;
import datastream.tls.ServerTls;
import datastream.wire.AnswerTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT 5 client of this process. Reconnects by itself with growing pauses, and counts as online
 * only when its response topic is subscribed as well: what is sent earlier could not be answered. A
 * broker that does not acknowledge what it got is left and connected anew, since on the same
 * connection MQTT sends nothing twice. Thread-safe.
 */
final class BrokerLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long LONGEST_BACKOFF_MILLIS = 5_000;
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final long SUBSCRIBE_SECONDS = 10;
    private static final long CLOSE_MILLIS = 500;

    private final LinkLog log;
    private final Duration patience;
    private final LongConsumer online;
    private final Consumer<Mqtt5Publish> answers;
    private final String answerTopic;
    private final Mqtt5AsyncClient client;

    /** Volatile: set by the client's threads, read by every sender. */
    private volatile boolean subscribed;

    /** Of this connection, not of one before. */
    private volatile boolean subscriptionFailed;

    private volatile long connectedAt;
    private volatile boolean closed;

    /** Atomic: the client's threads count and compare, and an outcome may come late. */
    private final AtomicInteger connections = new AtomicInteger();

    /** Messages that the client has not let go of. */
    private final Set<Handed> inClient = ConcurrentHashMap.newKeySet();

    /** A message, known by nothing but when the client got it. */
    private static final class Handed {
        final long atNanos = System.nanoTime();
    }

    /**
     * @param tls how a broker that is reached by TLS is spoken with
     * @param patience how long a broker may leave a message without its acknowledgement
     * @param online called each time that the link has come up, with the {@link System#nanoTime}
     *     before which everything went by a former connection
     * @param answers takes what arrives on the response topic
     */
    BrokerLink(
            BrokerAddress broker,
            ClientTls tls,
            Duration patience,
            LongConsumer online,
            Consumer<Mqtt5Publish> answers) {
        this.patience = patience;
        this.online = online;
        this.answers = answers;
        log = new LinkLog("the MQTT broker at " + broker.host() + ":" + broker.port());
        String clientId = "datastream-generator-" + UUID.randomUUID();
        answerTopic = AnswerTopics.of(broker.user(), clientId);
        client = client(broker, tls, clientId);
    }

    void connect() {
        var _ =
                client.connectWith()
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .send()
                        .whenComplete((_, failure) -> LOG.debug("First connection", failure));
    }

    boolean isOnline() {
        return subscribed && client.getState().isConnected();
    }

    /**
     * Mends a connection whose subscription failed, and leaves a broker that acknowledges nothing.
     */
    void check() {
        if (!client.getState().isConnected()) {
            return;
        }
        if (subscriptionFailed) {
            subscriptionFailed = false;
            subscribe();
        } else if (isWithoutAcknowledgement()) {
            log.down("A message was not acknowledged for", patience.toString());
            var _ = client.disconnect();
        }
    }

    private boolean isWithoutAcknowledgement() {
        long now = System.nanoTime();
        long limit = patience.toNanos();
        return now - connectedAt > limit
                && inClient.stream().anyMatch(message -> now - message.atNanos > limit);
    }

    /**
     * Sends a message at QoS 1 and asks for an answer.
     *
     * @param goodFor how long the broker may keep it for a collector that is away
     * @return completes when the client has let go of it: when the broker has acknowledged it, with
     *     whether anybody was there to take it, or with the reason why that will not happen
     */
    CompletableFuture<Boolean> publish(
            String topic, Correlation correlation, byte[] payload, Duration goodFor) {
        Handed message = new Handed();
        inClient.add(message);
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .messageExpiryInterval(Math.max(1, goodFor.toSeconds()))
                .responseTopic(answerTopic)
                .correlationData(correlation.toBytes())
                .send()
                .whenComplete((_, failure) -> {
                    inClient.remove(message);
                    if (failure != null && client.getState().isConnected()) {
                        log.down("A message was not taken:", String.valueOf(failure.getMessage()));
                    }
                })
                .thenApply(BrokerLink::wasTaken);
    }

    private static boolean wasTaken(Mqtt5PublishResult result) {
        return !(result instanceof Mqtt5PublishResult.Mqtt5Qos1Result answered)
                || answered.getPubAck().getReasonCode()
                        != Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
    }

    @Override
    public void close() {
        closed = true;
        try {
            client.disconnect().get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The MQTT client was not connected at the end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        subscribed = false;
        // Done by us on each connection, since we must know when it is done. The client forgets
        // subscriptions and callbacks with the old session.
        context.getReconnector().resubscribeIfSessionExpired(false);
        // Also when it was we who left.
        context.getReconnector().reconnect(!closed);
        if (context.getSource() != MqttDisconnectSource.USER) {
            Throwable cause = context.getCause();
            log.down(cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()));
        }
    }

    private void connected() {
        connections.incrementAndGet();
        connectedAt = System.nanoTime();
        subscriptionFailed = false;
        subscribe();
    }

    private void subscribe() {
        int connection = connections.get();
        var subscription =
                Mqtt5Subscribe.builder()
                        .topicFilter(answerTopic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .build();
        var _ =
                client.subscribe(subscription, answers)
                        .orTimeout(SUBSCRIBE_SECONDS, TimeUnit.SECONDS)
                        .whenComplete((_, failure) -> subscribed(connection, failure));
    }

    private void subscribed(int connection, @Nullable Throwable failure) {
        if (connection != connections.get()) {
            return;
        }
        if (failure == null) {
            subscriptionFailed = false;
            long before = System.nanoTime();
            subscribed = true;
            log.up();
            online.accept(before);
        } else {
            subscriptionFailed = true;
            log.down("No answers can be subscribed:", String.valueOf(failure.getMessage()));
        }
    }

    private Mqtt5AsyncClient client(BrokerAddress broker, ClientTls tls, String clientId) {
        Mqtt5ClientBuilder builder =
                Mqtt5Client.builder()
                        .identifier(clientId)
                        .serverHost(broker.host())
                        .serverPort(broker.port())
                        .automaticReconnect()
                        .initialDelay(FIRST_BACKOFF_MILLIS, TimeUnit.MILLISECONDS)
                        .maxDelay(LONGEST_BACKOFF_MILLIS, TimeUnit.MILLISECONDS)
                        .applyAutomaticReconnect()
                        .addConnectedListener(_ -> connected())
                        .addDisconnectedListener(this::disconnected);
        if (broker.tls()) {
            builder =
                    builder.sslConfig()
                            .protocols(ServerTls.PROTOCOLS)
                            .trustManagerFactory(tls.authorityFactory())
                            .keyManagerFactory(tls.keyFactory())
                            .applySslConfig();
        }
        String user = broker.user();
        return user == null
                ? builder.buildAsync()
                : builder.simpleAuth(login(user, broker.password())).buildAsync();
    }

    private static Mqtt5SimpleAuth login(String user, @Nullable String password) {
        var login = Mqtt5SimpleAuth.builder().username(user);
        return password == null
                ? login.build()
                : login.password(password.getBytes(StandardCharsets.UTF_8)).build();
    }
}
