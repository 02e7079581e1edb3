package datastream.collector.adapter.mqtt;

import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import datastream.settings.BrokerAddress;
import datastream.tls.ClientTls;
import datastream.tls.ServerTls;
import datastream.wire.ReadingTopics;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from CONNECT to its end; the next has a client object of its own.
 * The library's own reconnection is not used: a client that comes back counts the messages that the
 * broker delivers again on top of the old ones, and with them exceeds the receive maximum, and may
 * never send an acknowledgement that was due before (its issue 796).
 *
 * <p>An acknowledgement goes out through the connection that its message came by, or not at all.
 * Thread-safe.
 */
final class BrokerSession {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSession.class);

    /** How long the broker keeps what is not acknowledged, after we have gone. */
    private static final Duration EXPIRY = Duration.ofHours(1);

    /** A dead connection is noticed after one and a half to two of these. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private static final long CONNECT_SECONDS = 5;
    private static final long SUBSCRIBE_SECONDS = 10;
    private static final long DISCONNECT_SECONDS = 1;

    private final MessageLimits limits;

    /**
     * This session's own, and shut down with it: in one that clients share, the library would keep
     * an ended client, with every message that it had not acknowledged, for as long as the broker
     * keeps the session.
     */
    private final NioEventLoopGroup network =
            new NioEventLoopGroup(1, new DefaultThreadFactory("mqtt-network", true));

    private final Mqtt5AsyncClient client;
    private final Mqtt5Publishes publishes;
    private final Answers answers;
    private final BiConsumer<BrokerSession, Mqtt5Publish> intake;
    private final MessagesInHand inHand = new MessagesInHand(System::nanoTime);

    /** Completes with the reason, once. */
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();

    /**
     * @param intake gets this session and its messages, one after the other, on a thread of the
     *     session's own
     */
    BrokerSession(
            MqttConfig config,
            ClientTls tls,
            MessageLimits limits,
            BiConsumer<BrokerSession, Mqtt5Publish> intake) {
        this.limits = limits;
        this.intake = intake;
        try {
            client = build(config, tls);
            // Before connecting: the broker sends what it has kept for us right behind its CONNACK.
            publishes = client.toBlocking().publishes(MqttGlobalPublishFilter.ALL, true);
        } catch (RuntimeException | Error e) {
            var _ = network.shutdownGracefully();
            throw e;
        }
        answers = new Answers(client, limits.receiveMaximum());
    }

    private Mqtt5AsyncClient build(MqttConfig config, ClientTls tls) {
        BrokerAddress broker = config.broker();
        Mqtt5ClientBuilder builder =
                Mqtt5Client.builder()
                        .identifier(config.clientId())
                        .transportConfig(transport(broker, tls))
                        .executorConfig()
                        .nettyExecutor(network)
                        .nettyThreads(1)
                        .applyExecutorConfig()
                        .addConnectedListener(_ -> disconnectIfEnded())
                        .addDisconnectedListener(context -> end(context.getCause()));
        if (broker.user() != null) {
            String password = broker.password() == null ? "" : broker.password();
            builder =
                    builder.simpleAuth()
                            .username(broker.user())
                            .password(password.getBytes(StandardCharsets.UTF_8))
                            .applySimpleAuth();
        }
        return builder.buildAsync();
    }

    /** All in one: what the client is told beside a transport of its own, it passes over. */
    private static MqttClientTransportConfig transport(BrokerAddress broker, ClientTls tls) {
        MqttClientTransportConfigBuilder transport =
                MqttClientTransportConfig.builder()
                        .serverHost(broker.host())
                        .serverPort(broker.port())
                        .socketConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .mqttConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
        if (broker.tls()) {
            transport =
                    transport
                            .sslConfig()
                            .protocols(ServerTls.PROTOCOLS)
                            .trustManagerFactory(tls.authorityFactory())
                            .keyManagerFactory(tls.keyFactory())
                            .applySslConfig();
        }
        return transport.build();
    }

    /**
     * Connects and subscribes.
     *
     * @return completes when messages come; when that fails, the session has ended
     */
    CompletionStage<?> open() {
        Thread.ofPlatform().daemon().name("mqtt-receiver").start(this::receive);
        return client.connectWith()
                .cleanStart(false)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .sessionExpiryInterval(EXPIRY.toSeconds())
                .restrictions()
                .receiveMaximum(limits.receiveMaximum())
                .maximumPacketSize(MessageLimits.MOST_PACKET_BYTES)
                .applyRestrictions()
                .send()
                .thenCompose(_ -> subscribe())
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        end(failure);
                    }
                });
    }

    /** However this ends, the session ends with it: nobody else would take its messages. */
    private void receive() {
        Throwable reason = new IllegalStateException("no more messages are taken");
        try {
            while (!isEnded()) {
                intake.accept(this, publishes.receive());
            }
        } catch (InterruptedException | CancellationException | MqttSessionExpiredException e) {
            reason = e;
            LOG.debug("MQTT: no more messages come by this connection", e);
        } catch (RuntimeException | Error e) {
            reason = e;
            LOG.error("MQTT: the receiver of messages failed for a reason of our own", e);
        } finally {
            end(reason);
        }
    }

    private CompletableFuture<Mqtt5SubAck> subscribe() {
        return client.subscribeWith()
                .topicFilter(ReadingTopics.SHARED)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .orTimeout(SUBSCRIBE_SECONDS, TimeUnit.SECONDS);
    }

    /** Completes with the reason when the connection has ended, or never was. */
    CompletableFuture<Throwable> ended() {
        return ended;
    }

    boolean isEnded() {
        return ended.isDone();
    }

    MessagesInHand inHand() {
        return inHand;
    }

    Answers answers() {
        return answers;
    }

    /** Acknowledges to the broker; nothing when the session has ended: it delivers again. */
    void acknowledge(Mqtt5Publish message) {
        try {
            if (!isEnded()) {
                message.acknowledge();
            }
        } catch (RuntimeException e) {
            // The connection went in this very moment.
            LOG.debug("MQTT: an acknowledgement was not sent", e);
        }
    }

    /** Ends the session on this side; the broker keeps what is not acknowledged. */
    void end(Throwable reason) {
        if (ended.complete(reason)) {
            var _ = disconnect();
        }
    }

    /**
     * A connection that came about after its session had been given up takes the next one's place.
     */
    private void disconnectIfEnded() {
        if (isEnded()) {
            var _ = disconnect();
        }
    }

    /** Ends the session and waits a moment for the last acknowledgements to leave. */
    void close(Throwable reason) throws InterruptedException {
        if (ended.complete(reason)) {
            try {
                disconnect().get(DISCONNECT_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                LOG.debug("MQTT: the broker has not said good-bye", e);
            } catch (ExecutionException e) {
                LOG.debug("MQTT: was not connected at the end", e);
            }
        }
    }

    private CompletableFuture<?> disconnect() {
        return client.disconnect()
                .whenComplete((_, _) -> {
                    publishes.close();
                    var _ = network.shutdownGracefully(0, 1, TimeUnit.SECONDS);
                });
    }
}
