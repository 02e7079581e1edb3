package datastream.generator;

import datastream.generator.grpc.CollectorAddress;
import datastream.generator.simulation.GeneratorSpec;
import datastream.http.RestConfig;
import datastream.reading.InvalidField;
import datastream.settings.BrokerOptions;
import datastream.settings.CorsOptions;
import datastream.settings.EnvironmentDefaults;
import datastream.settings.Lifetime;
import datastream.settings.PlainText;
import datastream.settings.TlsOptions;
import datastream.settings.Version;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that runs one generator service until it is told to stop. */
@Command(
        name = "generator",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        defaultValueProvider = EnvironmentDefaults.class,
        description =
                "Simulates sensors, controlled over REST, and sends their readings to a collector.",
        footer = {
            "",
            "The name in brackets is the environment variable that sets the same. Secrets belong"
                    + " there: a command line can be read by every user of the machine."
        })
public final class GeneratorCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(GeneratorCommand.class);

    @Option(
            names = "--generator-port",
            paramLabel = "PORT",
            description = "Port of the REST interface, default ${DEFAULT-VALUE}. [GENERATOR_PORT]",
            defaultValue = "8081")
    private int port;

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            description =
                    "Address that it listens on, default ${DEFAULT-VALUE}; 0.0.0.0 for all. [BIND_ADDRESS]",
            defaultValue = "127.0.0.1")
    private String bindAddress = "";

    @Option(
            names = "--collector-address",
            paramLabel = "HOST:PORT",
            description =
                    "Where readings go over gRPC, default ${DEFAULT-VALUE}; grpcs://HOST:PORT goes by TLS. [COLLECTOR_ADDRESS]",
            defaultValue = "127.0.0.1:50051")
    private String collectorAddress = "";

    @Mixin private final BrokerOptions broker = new BrokerOptions();

    @Mixin private final IdentityOptions identity = new IdentityOptions();

    @Mixin private final CorsOptions cors = new CorsOptions();

    @Mixin private final TlsOptions tls = new TlsOptions();

    @Option(
            names = "--window",
            paramLabel = "READINGS",
            description =
                    "Most unacknowledged readings per generator, 1 to 1000000, default ${DEFAULT-VALUE}. [WINDOW]",
            defaultValue = "20000")
    private int window;

    @Mixin private final FirstGeneratorOptions first = new FirstGeneratorOptions();

    /** Runs until SIGTERM or SIGINT; then readings in flight get two seconds to be acknowledged. */
    @Override
    public Integer call() throws Exception {
        GeneratorServiceConfig config = config();
        GeneratorService service = new GeneratorService(config);
        Lifetime.run(service, () -> start(service, config));
        return 0;
    }

    private void start(GeneratorService service, GeneratorServiceConfig config) {
        try {
            GeneratorSpec spec = first.toSpec();
            service.start();
            if (spec != null) {
                service.generators().create(spec);
            }
        } catch (InvalidField e) {
            String setting = e.field().toUpperCase(Locale.ROOT);
            throw new IllegalArgumentException(setting + " " + e.rule(), e);
        }
        LOG.info("Generator service is ready: REST on {}:{}", bindAddress, service.port());
        PlainText.warn(LOG, bindAddress, tls.config());
        PlainKey.warn(LOG, config);
    }

    private GeneratorServiceConfig config() {
        return new GeneratorServiceConfig(
                new RestConfig(bindAddress, port, cors.origins()),
                identity.secrets(),
                identity.key(),
                CollectorAddress.parse(collectorAddress),
                identity.at(broker.address()),
                tls.config(),
                window);
    }
}
