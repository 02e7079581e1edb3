package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at start for a database that is not there yet, or is slow, or takes no writes yet. */
final class StartPatience {

    private static final Logger LOG = LoggerFactory.getLogger(StartPatience.class);
    private static final long RETRY_MILLIS = 250;

    private final DatabaseConfig config;
    private final ConnectionPool pool;

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** What must hold; may be looked at more than once. */
    @FunctionalInterface
    interface Check {
        void run(Connection connection) throws SQLException;
    }

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
        return ask(StartPatience::writable);
    }

    /**
     * Checks until the database has answered.
     *
     * @throws StoreUnavailable when the database refuses us or does not answer in time
     */
    void check(Check check) {
        ask(connection -> {
            check.run(connection);
            return check;
        });
    }

    /**
     * Asks by other connections until there is an answer, with as much patience for each question.
     *
     * @param question throws {@link StoreUnavailable} when there is none; may be asked again
     * @throws StoreUnavailable when the database refuses us or does not answer in time
     */
    void ask(Runnable question) {
        Wait wait = new Wait(config);
        while (true) {
            try {
                question.run();
                return;
            } catch (StoreUnavailable e) {
                wait.after(e);
            }
        }
    }

    private <T> T ask(Question<T> question) {
        Wait wait = new Wait(config);
        while (true) {
            try (Connection connection = pool.open()) {
                return question.ask(connection);
            } catch (SQLException e) {
                wait.after(e);
            }
        }
    }

    private static ServerVariables writable(Connection connection) throws SQLException {
        ServerVariables variables = ServerVariables.read(connection);
        if (variables.isReadOnly()) {
            throw new SQLException(
                    "The server takes no writes (read_only or super_read_only is ON); name the primary server, or switch it off");
        }
        return variables;
    }

    /** For the answer to one question. */
    private static final class Wait {

        private final DatabaseConfig config;
        private final long deadline;
        private boolean said;

        Wait(DatabaseConfig config) {
            this.config = config;
            deadline = System.nanoTime() + config.startPatience().toNanos();
        }

        /** Returns when it is worth asking again. */
        void after(Exception answer) {
            String message = SqlFailures.message(answer);
            if (SqlFailures.isFinalAtStart(answer) || System.nanoTime() - deadline > 0) {
                throw new StoreUnavailable(
                        "The database at %s: %s".formatted(config, message), answer);
            }
            if (!said) {
                LOG.warn("Waiting for the database: {}", message);
                said = true;
            }
            pause();
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
}
