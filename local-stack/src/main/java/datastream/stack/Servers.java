package datastream.stack;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.embedded.BrokerAccess;
import datastream.embedded.EmbeddedBroker;
import datastream.embedded.EmbeddedMariaDb;
import datastream.settings.BrokerAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The database and the broker: embedded ones, started and closed with the stack, or those that the
 * user has elsewhere and that are left as they are.
 */
final class Servers implements AutoCloseable {

    private final StackConfig config;
    private final EmbeddedMariaDb database;
    private final EmbeddedBroker broker;
    private final StackAccess access = new StackAccess();

    Servers(StackConfig config, DataFolder folder) {
        this.config = config;
        database = new EmbeddedMariaDb(folder.database());
        broker =
                new EmbeddedBroker(
                        folder.broker(
                                config.bindAddress(),
                                config.ports().mqtt(),
                                switch (config.admission()) {
                                    case KNOWN_SENDERS -> access;
                                    case ANYBODY -> BrokerAccess.ANYBODY;
                                }));
    }

    /**
     * Both at once: each takes a second or more, and neither knows the other.
     *
     * @throws RuntimeException when one of them cannot start; the other may run then, until {@link
     *     #close}
     */
    void start() {
        CompletableFuture<Void> brokerStarted = CompletableFuture.runAsync(this::startBroker);
        if (config.database() == null) {
            database.start();
        }
        await(brokerStarted);
    }

    private void startBroker() {
        if (config.broker() == null) {
            broker.start();
        }
    }

    private static void await(CompletableFuture<Void> started) {
        try {
            started.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new StackFailure("The broker did not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while the broker started", e);
        }
    }

    /** Where the database is, once started. */
    DatabaseConfig database() {
        DatabaseConfig given = config.database();
        return given != null
                ? given
                : new DatabaseConfig(database.jdbcUrl(), database.user(), database.password());
    }

    /** Where the broker is, once started, and as whom the collector comes there. */
    BrokerAddress brokerForCollector() {
        BrokerAddress given = config.broker();
        return given != null ? given : access.forCollector(ownBroker());
    }

    /** The same for the sensors. */
    BrokerAddress brokerForSensors() {
        BrokerAddress given = config.broker();
        return given != null ? given : access.forSensors(ownBroker());
    }

    private URI ownBroker() {
        return URI.create("mqtt://" + config.reachable(broker.port()));
    }

    /** Whom the embedded broker knows. */
    StackAccess access() {
        return access;
    }

    /** Ends the server that is a process of its own, now; its next start recovers it. */
    void abandon() {
        database.kill();
    }

    /** Both at once, since each takes seconds. */
    @Override
    public void close() {
        CompletableFuture<Void> brokerClosed = CompletableFuture.runAsync(broker::close);
        database.close();
        brokerClosed.join();
    }
}
