package datastream.collector.adapter.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.settings.BrokerAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes readings from an MQTT broker, through a subscription that all collectors share. A message
 * is acknowledged to the broker only after its readings have been committed; what is not
 * acknowledged the broker delivers again. The broker may be away at start and at any time later.
 */
public final class MqttDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttDoor.class);

    /** Messages that the broker may send before the first is acknowledged. */
    private static final int RECEIVE_MAXIMUM = 1_000;

    /** A payload of the most bytes, and room for its topic and properties. */
    private static final int MOST_PACKET_BYTES = Topics.MOST_PAYLOAD_BYTES + 100 * 1024;

    private static final Duration SESSION = Duration.ofHours(1);
    private static final long LONGEST_RECONNECT_PAUSE_SECONDS = 2;
    private static final Duration LAST_ACKNOWLEDGEMENTS = Duration.ofSeconds(1);
    private static final long DISCONNECT_SECONDS = 1;

    private final MqttConfig config;
    private final Mqtt5AsyncClient client;

    /** One thread: messages of one sensor are taken in the order in which they came. */
    private final ExecutorService receiver =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("mqtt-receiver").factory());

    private final MessageIntake intake;

    /** Whether the loss of the connection has been said: repeats stay quiet. */
    private final AtomicBoolean lossSaid = new AtomicBoolean();

    private volatile boolean subscribed;
    private volatile boolean closing;

    public MqttDoor(MqttConfig config, IngestReadings ingest) {
        this.config = config;
        client = build(config);
        intake = new MessageIntake(ingest, client);
    }

    private Mqtt5AsyncClient build(MqttConfig config) {
        BrokerAddress broker = config.broker();
        Mqtt5ClientBuilder builder =
                Mqtt5Client.builder()
                        .identifier(config.clientId())
                        .serverHost(broker.host())
                        .serverPort(broker.port())
                        .automaticReconnect()
                        .maxDelay(LONGEST_RECONNECT_PAUSE_SECONDS, TimeUnit.SECONDS)
                        .applyAutomaticReconnect()
                        .addConnectedListener(_ -> subscribe())
                        .addDisconnectedListener(this::sayLoss);
        if (broker.tls()) {
            builder = builder.sslWithDefaultConfig();
        }
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

    /** Begins to connect, and goes on trying; returns at once. */
    public void start() {
        // Before connecting: the broker sends what it has kept for us right behind its CONNACK.
        client.publishes(MqttGlobalPublishFilter.ALL, intake::take, receiver, true);
        var _ =
                client.connectWith()
                        .cleanStart(false)
                        .sessionExpiryInterval(SESSION.toSeconds())
                        .restrictions()
                        .receiveMaximum(RECEIVE_MAXIMUM)
                        .maximumPacketSize(MOST_PACKET_BYTES)
                        .applyRestrictions()
                        .send();
    }

    private void subscribe() {
        var _ =
                client.subscribeWith()
                        .topicFilter(Topics.SUBSCRIPTION)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send()
                        .whenComplete((_, failure) -> {
                            subscribed = failure == null;
                            if (subscribed) {
                                lossSaid.set(false);
                                LOG.info(
                                        "MQTT: connected to {} as {}",
                                        config.broker(),
                                        config.clientId());
                            } else {
                                LOG.warn("MQTT: the broker refused the subscription", failure);
                            }
                        });
    }

    private void sayLoss(MqttClientDisconnectedContext context) {
        subscribed = false;
        if (!closing && lossSaid.compareAndSet(false, true)) {
            LOG.warn(
                    "MQTT: no connection to {}; trying until there is one: {}",
                    config.broker(),
                    context.getCause().getMessage());
        }
    }

    /** Whether messages reach this collector now: connected and subscribed. */
    public boolean subscribed() {
        return subscribed;
    }

    /**
     * Takes no more messages. Acknowledgements of commits that are still to come go out until
     * {@link #close}.
     */
    public void stopTaking() {
        intake.stop();
    }

    @Override
    public void close() {
        closing = true;
        intake.stop();
        try {
            intake.awaitSettled(LAST_ACKNOWLEDGEMENTS);
            client.disconnect().get(DISCONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("MQTT: was not connected at the end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        receiver.shutdownNow();
    }
}
