package datastream.generator;

import datastream.generator.grpc.GrpcUplink;
import datastream.generator.grpc.StreamCredentials;
import datastream.generator.mqtt.MqttUplink;
import datastream.generator.rest.GeneratorRoutes;
import datastream.generator.rest.HealthRoutes;
import datastream.generator.simulation.Generators;
import datastream.generator.simulation.TimeSource;
import datastream.generator.simulation.Transport;
import datastream.generator.simulation.Uplink;
import datastream.http.ApiDocs;
import datastream.http.RestConfig;
import datastream.http.RestServer;
import datastream.security.KeyText;
import datastream.security.TokenSecrets;
import datastream.security.Tokens;
import datastream.settings.BrokerAddress;
import datastream.tls.Certificates;
import datastream.tls.ClientTls;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The whole service, wired:
 *
 * <pre>
 * REST ──> Generators ──> Generator ──> Window ──┬──> GrpcUplink ──> collector
 *          (registry)     (one sensor)           └──> MqttUplink ──> broker ──> collector
 * </pre>
 *
 * <p>Nothing listens or connects before {@link #start}. {@link #close} lets readings in flight be
 * acknowledged for up to 2 s and takes at most about 5 s; it may be called more than once.
 */
public final class GeneratorService implements AutoCloseable {

    private final Certificates certificates;
    private final Map<Transport, Uplink> uplinks;
    private final Generators generators;
    private final RestConfig restConfig;
    private final RestServer rest;

    /** Atomic: a signal may close the service while its owner does. */
    private final AtomicBoolean closed = new AtomicBoolean();

    public GeneratorService(GeneratorServiceConfig config) {
        TokenSecrets secrets = config.secrets();
        Tokens tokens = secrets == null ? null : new Tokens(secrets, Clock.systemUTC());
        certificates = new Certificates(config.tls());
        ClientTls tls = certificates.client();
        GrpcUplink grpc =
                new GrpcUplink(config.collector(), tls, credentials(config.key(), tokens));
        uplinks = uplinks(grpc, config.broker(), tls);
        generators = new Generators(uplinks, TimeSource.SYSTEM, config.windowSize());
        restConfig = config.rest();
        rest =
                new RestServer(
                        restConfig,
                        certificates.server(),
                        tokens == null ? new NoTokens() : tokens,
                        new ApiDocs("/datastream/generator/openapi.json"),
                        routes -> {
                            new HealthRoutes(uplinks).addTo(routes);
                            new GeneratorRoutes(generators).addTo(routes);
                        });
    }

    private static StreamCredentials credentials(@Nullable KeyText key, @Nullable Tokens tokens) {
        return key == null
                ? StreamCredentials.tokens(Objects.requireNonNull(tokens))
                : StreamCredentials.key(key);
    }

    private static Map<Transport, Uplink> uplinks(
            Uplink grpc, @Nullable BrokerAddress broker, ClientTls tls) {
        Map<Transport, Uplink> uplinks = new EnumMap<>(Transport.class);
        uplinks.put(Transport.GRPC, grpc);
        if (broker != null) {
            uplinks.put(Transport.MQTT, new MqttUplink(broker, tls));
        }
        return uplinks;
    }

    /**
     * Listens for requests.
     *
     * @throws datastream.tls.UnusableTlsFile saying which of them is no good
     * @throws IllegalStateException naming the setting when the port is in use
     */
    public void start() {
        certificates.start();
        try {
            rest.start();
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "GENERATOR_PORT %d cannot be listened on: %s"
                            .formatted(restConfig.port(), e.getMessage()),
                    e);
        }
    }

    /** The port of the REST interface, once started. */
    public int port() {
        return rest.port();
    }

    /** The generators of this service, to create some without REST. */
    public Generators generators() {
        return generators;
    }

    /** Every route, as {@link RestServer#routes} tells them. */
    Set<String> routes() {
        return rest.routes();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            rest.close();
            generators.close();
            uplinks.values().forEach(Uplink::close);
            certificates.close();
        }
    }
}
