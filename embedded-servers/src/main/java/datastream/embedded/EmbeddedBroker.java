package datastream.embedded;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.embedded.EmbeddedHiveMQBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real MQTT 5 broker (HiveMQ CE) inside this process. Sessions, subscriptions and messages that
 * wait for their receiver are kept on disk and outlive {@link #close}.
 *
 * <p>They do not outlive the death of the process: HiveMQ CE 2025.5 writes its files without
 * forcing them to disk, and on files that a killed broker has left it delivers next to nothing to
 * shared subscriptions ever after. So a start after a kill begins with empty files, and says so. A
 * sender that must not lose anything waits for the collector's answer, not for the broker's.
 *
 * <p>Who may do what is asked of a {@link BrokerAccess}, but for {@link BrokerAccess#ANYBODY}. A
 * client is known by its user's name and its own, {@code user/client}; it leaves no will and
 * publishes nothing that is retained, and what is kept for it has bounds; no session lasts for more
 * than an hour without its client.
 *
 * <p>Thread-safe. Can be started again after {@link #close}.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    /** Without its client; what one asks for beyond it is cut. */
    static final Duration LONGEST_SESSION = Duration.ofHours(1);

    /** Long enough for recovery on a busy machine; an inner failure is told by silence alone. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    /**
     * The broker hands its services to an extension through static fields, so two brokers of one
     * JVM that started at the same time might guard each other.
     */
    private static final Object ONE_START_AT_A_TIME = new Object();

    private final EmbeddedBrokerConfig config;
    private final Function<BrokerAccess, BrokerGuard> guards;
    private @Nullable Running running;

    private record Running(
            FolderLock lock, EmbeddedHiveMQ broker, int port, @Nullable BrokerGuard guard) {}

    public EmbeddedBroker(EmbeddedBrokerConfig config) {
        this(config, BrokerGuard::new);
    }

    /**
     * @param guards makes what stands at its door
     */
    EmbeddedBroker(EmbeddedBrokerConfig config, Function<BrokerAccess, BrokerGuard> guards) {
        this.config = config;
        this.guards = guards;
    }

    /**
     * Starts the broker and returns when it takes connections, within some two seconds.
     *
     * @throws FolderInUse while another one serves the same folder
     * @throws StartFailed when the broker cannot start
     */
    public synchronized void start() {
        if (running != null) {
            throw new IllegalStateException("Already started");
        }
        FolderLock lock = FolderLock.take(config.folder());
        try {
            running = startLocked(lock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the broker in " + config.folder(), e);
        } finally {
            if (running == null) {
                lock.close();
            }
        }
    }

    /** The port that it listens on. */
    public synchronized int port() {
        if (running == null) {
            throw new IllegalStateException("The broker is not started");
        }
        return running.port();
    }

    /**
     * How many clients are connected that it has let in; those of {@code ANYBODY} it does not
     * count.
     */
    synchronized int clients() {
        return running == null || running.guard() == null ? 0 : running.guard().clients();
    }

    /** Stops the broker within some five seconds; what waits for a receiver stays on disk. */
    @Override
    public synchronized void close() {
        if (running != null) {
            stop(running.broker());
            running.lock().close();
            running = null;
        }
    }

    private Running startLocked(FolderLock lock) throws IOException {
        int port = FreePort.find(config.port(), config.host());
        dropWhatAKilledBrokerLeft();
        BrokerGuard guard =
                config.access().equals(BrokerAccess.ANYBODY) ? null : guards.apply(config.access());
        dropWhatNobodyGuarded(guard);
        Files.writeString(unclean(), "Kept from start to clean stop.");
        EmbeddedHiveMQ broker = build(port, guard);
        synchronized (ONE_START_AT_A_TIME) {
            awaitStart(broker);
        }
        if (guard != null && !guard.isInPlace()) {
            stop(broker);
            throw new StartFailed("The MQTT broker would have let everybody in");
        }
        return new Running(lock, broker, port, guard);
    }

    private EmbeddedHiveMQ build(int port, @Nullable BrokerGuard guard) throws IOException {
        EmbeddedHiveMQBuilder builder =
                EmbeddedHiveMQ.builder()
                        .withConfigurationFolder(writeConfiguration(port))
                        .withDataFolder(subfolder("data"))
                        .withExtensionsFolder(subfolder("extensions"))
                        .withoutLoggingBootstrap();
        return guard == null
                ? builder.build()
                : builder.withEmbeddedExtension(extension(guard)).build();
    }

    private static EmbeddedExtension extension(BrokerGuard guard) {
        return EmbeddedExtension.builder()
                .withId("datastream-guard")
                .withName("Datastream guard")
                .withVersion("1")
                .withExtensionMain(guard)
                .build();
    }

    private void awaitStart(EmbeddedHiveMQ broker) {
        try {
            broker.start().get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            stop(broker);
            throw new StartFailed("The MQTT broker did not start: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new StartFailed(
                    "The MQTT broker did not start in %d s".formatted(START_PATIENCE.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            stop(broker);
            Thread.currentThread().interrupt();
            throw new StartFailed("Interrupted while the MQTT broker started", e);
        }
    }

    /** Closes it too: a broker that was only stopped keeps a thread that keeps the JVM alive. */
    private void stop(EmbeddedHiveMQ broker) {
        try {
            broker.close();
            Files.deleteIfExists(unclean());
        } catch (ExecutionException | IOException e) {
            LOG.warn("The MQTT broker did not close properly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dropWhatAKilledBrokerLeft() throws IOException {
        if (Files.exists(unclean())) {
            LOG.warn("The MQTT broker was killed; messages that waited in it are dropped");
            WholeFolder.delete(config.folder().resolve("data"));
        }
    }

    /** A session may have been begun then that nobody would be let have now. */
    private void dropWhatNobodyGuarded(@Nullable BrokerGuard guard) throws IOException {
        Path guarded = config.folder().resolve("guarded");
        Path data = config.folder().resolve("data");
        if (guard == null) {
            Files.deleteIfExists(guarded);
        } else if (!Files.exists(guarded)) {
            if (Files.exists(data)) {
                LOG.warn(
                        "The MQTT broker was open to anybody; sessions and messages of then are dropped");
                WholeFolder.delete(data);
            }
            Files.writeString(guarded, "There as long as only those are let in who are known.");
        }
    }

    private Path unclean() {
        return config.folder().resolve("unclean");
    }

    private Path writeConfiguration(int port) throws IOException {
        Path folder = subfolder("conf");
        Files.writeString(folder.resolve("config.xml"), configuration(port));
        return folder;
    }

    private Path subfolder(String name) throws IOException {
        return Files.createDirectories(config.folder().resolve(name));
    }

    private String configuration(int port) {
        return """
        <hivemq>
            <listeners>
                <tcp-listener>
                    <port>%d</port>
                    <bind-address>%s</bind-address>
                </tcp-listener>
            </listeners>
            <mqtt>
                <packets>
                    <max-packet-size>2200000</max-packet-size>
                </packets>
                <queued-messages>
                    <!-- The default is 1000, then messages are dropped. -->
                    <max-queue-size>100000</max-queue-size>
                </queued-messages>
                <session-expiry>
                    <!-- As long as the collector asks for; the default is 136 years. -->
                    <max-interval>%d</max-interval>
                </session-expiry>
                <receive-maximum>
                    <!-- The default, 10, costs two thirds of the throughput. -->
                    <server-receive-maximum>1000</server-receive-maximum>
                </receive-maximum>
            </mqtt>
            <restrictions>
                <max-connections>10000</max-connections>
                <no-connect-idle-timeout>10000</no-connect-idle-timeout>
            </restrictions>
            <persistence>
                <mode>file</mode>
            </persistence>
            <anonymous-usage-statistics>
                <enabled>false</enabled>
            </anonymous-usage-statistics>
        </hivemq>
        """
                .formatted(port, config.host(), LONGEST_SESSION.toSeconds());
    }
}
