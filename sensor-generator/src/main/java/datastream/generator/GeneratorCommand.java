package datastream.generator;

import datastream.generator.grpc.CollectorAddress;
import datastream.generator.mqtt.BrokerConfig;
import datastream.generator.simulation.GeneratorSpec;
import datastream.http.RestConfig;
import datastream.security.TokenSecret;
import datastream.settings.EnvironmentDefaults;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code generator}: runs the service until the process is told to end. */
@Command(
        name = "generator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = EnvironmentDefaults.class,
        description = {
            "Simulates sensors, controlled over REST, and sends their readings to a collector.",
            "Each setting is an option or the environment variable in parentheses."
        })
public final class GeneratorCommand implements Callable<Integer> {

    @Option(
            names = "--generator-port",
            paramLabel = "PORT",
            description = "Port of the REST interface (GENERATOR_PORT). Default: ${DEFAULT-VALUE}",
            defaultValue = "8081")
    private int port;

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            description = "Address to listen on (BIND_ADDRESS). Default: ${DEFAULT-VALUE}",
            defaultValue = "127.0.0.1")
    private String bindAddress = "127.0.0.1";

    @Option(
            names = "--jwt-secret",
            paramLabel = "SECRET",
            description =
                    "Signs tokens, the same as the collector's, at least 32 bytes; needed"
                            + " (JWT_SECRET).")
    private @Nullable String jwtSecret;

    @Option(
            names = "--collector-address",
            paramLabel = "HOST:PORT",
            description =
                    "Where readings go over gRPC (COLLECTOR_ADDRESS). Default: ${DEFAULT-VALUE}",
            defaultValue = "127.0.0.1:50051")
    private String collectorAddress = "127.0.0.1:50051";

    @Option(
            names = "--mqtt-url",
            paramLabel = "URL",
            description =
                    "Broker for readings over MQTT, mqtt://host:port (MQTT_URL). Without it there"
                            + " is no MQTT.")
    private @Nullable URI mqttUrl;

    @Option(
            names = "--mqtt-user",
            paramLabel = "USER",
            description = "User name at the broker (MQTT_USER). Without it: anonymous.")
    private @Nullable String mqttUser;

    @Option(
            names = "--mqtt-password",
            paramLabel = "PASSWORD",
            description = "Password at the broker (MQTT_PASSWORD).")
    private @Nullable String mqttPassword;

    @Option(
            names = "--window",
            paramLabel = "READINGS",
            description =
                    "Most unacknowledged readings per generator (WINDOW). Default:"
                            + " ${DEFAULT-VALUE}",
            defaultValue = "20000")
    private int window;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "Log lines as text or json (LOG_FORMAT). Default: ${DEFAULT-VALUE}",
            defaultValue = "text")
    private String logFormat = "text";

    @Mixin private final FirstGeneratorOptions first = new FirstGeneratorOptions();

    /** Runs the service; returns only when its thread is interrupted. */
    @Override
    public Integer call() throws InterruptedException {
        setUpLogging();
        GeneratorSpec firstSpec = first.toSpec();
        try (GeneratorService service = new GeneratorService(config())) {
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "generator-shutdown"));
            service.start();
            if (firstSpec != null) {
                service.generators().create(firstSpec);
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void setUpLogging() {
        if (!logFormat.equals("text") && !logFormat.equals("json")) {
            throw new IllegalArgumentException("LOG_FORMAT must be text or json, not " + logFormat);
        }
        System.setProperty("LOG_FORMAT", logFormat);
    }

    private GeneratorServiceConfig config() {
        if (jwtSecret == null) {
            throw new IllegalArgumentException(
                    "JWT_SECRET is needed; `openssl rand -base64 48` makes one");
        }
        return new GeneratorServiceConfig(
                new RestConfig(bindAddress, port),
                new TokenSecret(jwtSecret),
                CollectorAddress.parse(collectorAddress),
                mqttUrl == null ? null : new BrokerConfig(mqttUrl, mqttUser, mqttPassword),
                window);
    }
}
