package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at start for a database that is not there yet, or takes no writes yet. */
final class StartPatience {

    private static final Logger LOG = LoggerFactory.getLogger(StartPatience.class);
    private static final long RETRY_MILLIS = 250;

    private final DatabaseConfig config;
    private final ConnectionPool pool;

    StartPatience(DatabaseConfig config, ConnectionPool pool) {
        this.config = config;
        this.pool = pool;
    }

    /**
     * The settings of the server that has answered.
     *
     * @throws StoreUnavailable when the database refuses us or does not answer in time
     */
    ServerVariables awaitWritable() {
        long deadline = System.nanoTime() + config.startPatience().toNanos();
        boolean said = false;
        while (true) {
            try {
                return ask();
            } catch (SQLException e) {
                if (SqlFailures.isFinalAtStart(e) || System.nanoTime() > deadline) {
                    throw new StoreUnavailable(
                            "The database at %s: %s".formatted(config, SqlFailures.message(e)), e);
                }
                if (!said) {
                    LOG.warn("Waiting for the database: {}", SqlFailures.message(e));
                    said = true;
                }
                pause();
            }
        }
    }

    private ServerVariables ask() throws SQLException {
        try (Connection connection = pool.open()) {
            ServerVariables variables = ServerVariables.read(connection);
            if (variables.isReadOnly()) {
                throw new SQLException(
                        "The server takes no writes (read_only or super_read_only is ON); name the primary server, or switch it off");
            }
            return variables;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for the database", e);
        }
    }
}
