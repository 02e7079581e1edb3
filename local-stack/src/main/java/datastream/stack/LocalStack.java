package datastream.stack;

import datastream.collector.AccountConfig;
import datastream.collector.Collector;
import datastream.collector.CollectorConfig;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.mqtt.MqttConfig;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.limit.RequestLimits;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.generator.GeneratorService;
import datastream.generator.GeneratorServiceConfig;
import datastream.generator.grpc.CollectorAddress;
import datastream.http.RestConfig;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
import datastream.settings.BrokerAddress;
import datastream.settings.PlainText;
import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole pipeline in this process, wired by hand:
 *
 * <pre>
 *                 ┌── gRPC ──────────────────┐
 *   six sensors ──┤                          ├──> collector ──> MariaDB
 *                 └── MQTT ──> broker ── MQTT ┘       └──> REST
 * </pre>
 *
 * <p>{@link #start} opens from right to left; {@link #close} closes from left to right, so that
 * readings on their way still arrive, and what a failed start has opened. A close during the start
 * ends that.
 */
final class LocalStack implements AutoCloseable {

    private final StackConfig config;
    private final PrintStream out;

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

    /** Held while starting and while closing: these two never meet. */
    private final ReentrantLock busy = new ReentrantLock();

    private final OpenParts parts = new OpenParts();

    private boolean ready;

    // Written by one of the two threads and read by the other, which has the lock or waits for it.
    private volatile boolean stopping;
    private volatile @Nullable Thread starting;
    private volatile @Nullable Servers servers;

    LocalStack(StackConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    /**
     * Starts everything and says what runs where.
     *
     * @throws RuntimeException saying what is in the way, by the name of its setting
     */
    void start() {
        busy.lock();
        starting = Thread.currentThread();
        try {
            startParts();
        } catch (RuntimeException e) {
            throw stopping ? new StackFailure("Stopped before it was ready", e) : e;
        } catch (LinkageError e) {
            throw new StackFailure("This build is broken: " + e, e);
        } finally {
            starting = null;
            busy.unlock();
        }
    }

    private void startParts() {
        DataFolder folder = open(DataFolder.take(config.dataFolder()));
        PortCheck.check(config.bindAddress(), config.portsToOpen());
        TokenSecret secret = folder.secret(config.secret());

        out.println("Starting the database and the broker ...");
        Servers own = open(new Servers(config, folder));
        servers = own;
        own.start();

        out.println("Starting the collector and the sensors ...");
        Collector collector = open(collector(own, folder.collectorName(), secret));
        collector.start();
        StackAccess access = own.access();
        access.know(collector.keys(), collector.audit());
        open((AutoCloseable) access::forget);

        GeneratorService generators =
                open(generators(collector.grpcPort(), own.brokerForSensors(), secret));
        generators.start();
        SimulatedSensors.addTo(generators.generators());

        PlainText.warn(LOG, config.bindAddress(), config.tls());
        ready = true;
        out.print(Banner.of(config, own, collector, generators).text());
    }

    private <T extends AutoCloseable> T open(T part) {
        parts.add(part);
        if (stopping) {
            throw new StackFailure("Stopped before it was ready");
        }
        return part;
    }

    private Collector collector(Servers own, String name, TokenSecret secret) {
        return new Collector(
                new CollectorConfig(
                        new RestConfig(
                                config.bindAddress(), config.ports().rest(), config.origins()),
                        new GrpcConfig(config.bindAddress(), config.ports().grpc()),
                        new MqttConfig(own.brokerForCollector(), name),
                        own.database(),
                        ReadingRetention.FOR_EVER,
                        RetentionConfig.USUAL,
                        ChangeConfig.USUAL,
                        AccountConfig.USUAL,
                        new TokenSecrets(secret),
                        config.tls(),
                        config.admission(),
                        RequestLimits.USUAL));
    }

    private GeneratorService generators(int grpcPort, BrokerAddress broker, TokenSecret secret) {
        return new GeneratorService(
                new GeneratorServiceConfig(
                        new RestConfig(
                                config.bindAddress(), config.ports().generator(), config.origins()),
                        new TokenSecrets(secret),
                        new CollectorAddress(
                                config.reachableHost(), grpcPort, config.isEncrypted()),
                        broker,
                        config.tls(),
                        GeneratorServiceConfig.DEFAULT_WINDOW_SIZE));
    }

    /** Ends everything at once. Only for a process that ends with it. */
    void abandon() {
        Servers started = servers;
        if (started != null) {
            started.abandon();
        }
    }

    @Override
    public void close() {
        stopping = true;
        Thread starter = starting;
        if (starter != null) {
            starter.interrupt();
        }
        busy.lock();
        try {
            closeParts();
        } finally {
            busy.unlock();
        }
    }

    private void closeParts() {
        if (ready) {
            ready = false;
            out.println("Stopping; readings on their way are still stored ...");
            parts.close();
            out.println("Stopped. The data is in " + config.dataFolder());
        } else {
            parts.close();
        }
    }
}
