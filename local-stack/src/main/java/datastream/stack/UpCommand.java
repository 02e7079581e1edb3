package datastream.stack;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.settings.BrokerOptions;
import datastream.settings.CorsOptions;
import datastream.settings.EnvironmentDefaults;
import datastream.settings.InsecureOption;
import datastream.settings.Lifetime;
import datastream.settings.TlsOptions;
import datastream.settings.Version;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that runs the whole pipeline until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        defaultValueProvider = EnvironmentDefaults.class,
        description = {
            "Runs the whole pipeline on this machine: a MariaDB server, an MQTT broker, the collector"
                    + " and six simulated sensors. Ctrl-C stops it, a second Ctrl-C at once; the data"
                    + " stays.",
            ""
        },
        footer = {
            "",
            "The name in brackets is the environment variable that sets the same. Secrets belong"
                    + " there: a command line can be read by every user of the machine.",
            "",
            "Exit code: 0 after Ctrl-C or SIGTERM (130 or 143 when it was not ready yet), 1 when it"
                    + " could not start, 2 for a wrong option."
        })
final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the collector's REST API, default ${DEFAULT-VALUE}. [PORT]",
            defaultValue = "8080")
    private int port;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            description = "Port for readings over gRPC, default ${DEFAULT-VALUE}. [GRPC_PORT]",
            defaultValue = "50051")
    private int grpcPort;

    @Option(
            names = "--mqtt-port",
            paramLabel = "PORT",
            description = "Port of the MQTT broker, default ${DEFAULT-VALUE}. [MQTT_PORT]",
            defaultValue = "1883")
    private int mqttPort;

    @Option(
            names = "--generator-port",
            paramLabel = "PORT",
            description =
                    "Port of the generators' REST API, default ${DEFAULT-VALUE}. [GENERATOR_PORT]",
            defaultValue = "8081")
    private int generatorPort;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description =
                    "Where everything is kept from one run to the next, default ${DEFAULT-VALUE}. [DATA_DIR]",
            defaultValue = "./data")
    private Path dataDir = Path.of("data");

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            description =
                    "Address that all of them listen on, default ${DEFAULT-VALUE}; 0.0.0.0 for all. [BIND_ADDRESS]",
            defaultValue = "127.0.0.1")
    private String bindAddress = "";

    @Option(
            names = "--jwt-secret",
            paramLabel = "SECRET",
            description =
                    "Signs tokens, at least 32 bytes; default: made once and kept in the data folder. [JWT_SECRET]")
    private @Nullable String jwtSecret;

    @Option(
            names = "--db-url",
            paramLabel = "URL",
            description =
                    "MySQL >= 8.0 or MariaDB >= 11 to use instead of the embedded one, as jdbc:mysql://host:port/database. [DB_URL]")
    private @Nullable String dbUrl;

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            description =
                    "Its account with every privilege on that database, default ${DEFAULT-VALUE}. [DB_USER]",
            defaultValue = "datastream")
    private String dbUser = "";

    @Option(
            names = "--db-password",
            paramLabel = "PASSWORD",
            description = "Its password, default none. [DB_PASSWORD]")
    private @Nullable String dbPassword;

    @Mixin private final BrokerOptions broker = new BrokerOptions();

    @Mixin private final InsecureOption insecure = new InsecureOption();

    @Mixin private final CorsOptions cors = new CorsOptions();

    @Mixin private final TlsOptions tls = new TlsOptions();

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description =
                    "PEM file with authorities: gRPC clients must show a certificate of theirs; default none. [TLS_CLIENT_CA]")
    private @Nullable String tlsClientCa;

    /** Runs until SIGTERM or SIGINT. */
    @Override
    public Integer call() throws Exception {
        LocalStack stack = new LocalStack(config(), System.out);
        Lifetime.run(stack, stack::start, stack::abandon);
        return 0;
    }

    private StackConfig config() {
        return new StackConfig(
                bindAddress,
                new StackPorts(port, grpcPort, mqttPort, generatorPort),
                dataDir,
                jwtSecret,
                database(),
                broker.address(),
                cors.origins(),
                tls.config(tlsClientCa),
                insecure.admission());
    }

    private @Nullable DatabaseConfig database() {
        String password = dbPassword == null ? "" : dbPassword;
        return dbUrl == null ? null : new DatabaseConfig(dbUrl, dbUser, password);
    }
}
