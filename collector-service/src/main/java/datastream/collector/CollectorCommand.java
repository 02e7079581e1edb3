package datastream.collector;

import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.mqtt.MqttConfig;
import datastream.http.RestConfig;
import datastream.settings.BrokerAddress;
import datastream.settings.BrokerOptions;
import datastream.settings.CorsOptions;
import datastream.settings.EnvironmentDefaults;
import datastream.settings.InsecureOption;
import datastream.settings.Lifetime;
import datastream.settings.PlainText;
import datastream.settings.TlsOptions;
import datastream.settings.TokenOptions;
import datastream.settings.Version;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that runs one collector until it is told to stop. */
@Command(
        name = "collector",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        defaultValueProvider = EnvironmentDefaults.class,
        description = "Runs one collector against a given database and broker.",
        footer = {
            "",
            "The name in brackets is the environment variable that sets the same. Secrets belong"
                    + " there: a command line can be read by every user of the machine."
        })
public final class CollectorCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(CollectorCommand.class);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the REST interface, default ${DEFAULT-VALUE}. [PORT]",
            defaultValue = "8080")
    private int port;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            description = "Port of the gRPC door, default ${DEFAULT-VALUE}. [GRPC_PORT]",
            defaultValue = "50051")
    private int grpcPort;

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            description =
                    "Address that both listen on, default ${DEFAULT-VALUE}; 0.0.0.0 for all. [BIND_ADDRESS]",
            defaultValue = "127.0.0.1")
    private String bindAddress = "";

    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Mixin private final BrokerOptions broker = new BrokerOptions();

    @Option(
            names = "--mqtt-client-id",
            paramLabel = "ID",
            description =
                    "Name at the broker: another for every replica, the same after a restart; default collector-HOST-GRPC_PORT. [MQTT_CLIENT_ID]")
    private @Nullable String mqttClientId;

    @Mixin private final InsecureOption insecure = new InsecureOption();

    @Mixin private final ReadingOptions readings = new ReadingOptions();

    @Mixin private final QuarantineOptions quarantine = new QuarantineOptions();

    @Mixin private final ChangeOptions changes = new ChangeOptions();

    @Mixin private final AccountOptions accounts = new AccountOptions();

    @Mixin private final RequestOptions requests = new RequestOptions();

    @Mixin private final TokenOptions tokens = new TokenOptions();

    @Mixin private final CorsOptions cors = new CorsOptions();

    @Mixin private final TlsOptions tls = new TlsOptions();

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description =
                    "PEM file with authorities: gRPC clients must show a certificate of theirs; default none. [TLS_CLIENT_CA]")
    private @Nullable String tlsClientCa;

    /** Runs until SIGTERM or SIGINT; then everything that was accepted is still committed. */
    @Override
    public Integer call() throws Exception {
        Collector collector = new Collector(config());
        Lifetime.run(collector, () -> start(collector));
        return 0;
    }

    private void start(Collector collector) {
        collector.start();
        LOG.info(
                "Collector is ready: REST on {}:{}, gRPC on {}:{}",
                bindAddress,
                collector.restPort(),
                bindAddress,
                collector.grpcPort());
        PlainText.warn(LOG, bindAddress, tls.config(tlsClientCa));
    }

    private CollectorConfig config() {
        return new CollectorConfig(
                new RestConfig(bindAddress, port, cors.origins()),
                new GrpcConfig(bindAddress, grpcPort),
                mqtt(),
                database.config(),
                readings.retention(),
                quarantine.retention(),
                changes.config(),
                accounts.config(),
                tokens.secrets(),
                tls.config(tlsClientCa),
                insecure.admission(),
                requests.limits());
    }

    private @Nullable MqttConfig mqtt() {
        BrokerAddress address = broker.address();
        return address == null ? null : new MqttConfig(address, clientId());
    }

    private String clientId() {
        return mqttClientId == null ? "collector-" + hostName() + "-" + grpcPort : mqttClientId;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
