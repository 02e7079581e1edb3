package datastream.testbed;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A real database server that this harness has started, with a data folder of its own, durable
 * ({@code innodb_flush_log_at_trx_commit=1}). Always on the same port. Not thread-safe.
 */
public interface DatabaseServer extends AutoCloseable {

    /** Between two attempts of {@link #awaitWritable}. */
    Duration PROBE_PAUSE = Duration.ofMillis(200);

    /** What it is, for the report. */
    String product();

    /** Starts it, also after {@link #kill}; returns when it takes connections. */
    void start();

    /** {@code kill -9}. */
    void kill();

    /** Lets it shut down properly. */
    void stop();

    /** SIGSTOP: it keeps its connections and answers nothing. */
    void freeze();

    /** SIGCONT. */
    void thaw();

    /** Whether it runs; false also when it has died by itself. */
    boolean isAlive();

    int port();

    /**
     * The process that runs now.
     *
     * @throws HarnessFailure when none does
     */
    ProcessHandle handle();

    /** Where it is itself, not through a fault proxy: {@code jdbc:mysql://127.0.0.1:PORT/...}. */
    String jdbcUrl();

    /** The same database, reached over another port. */
    default String jdbcUrl(int port) {
        return jdbcUrl().replaceFirst(":\\d+/", ":" + port + "/");
    }

    /**
     * Returns when a small transaction of our own, past the collector, has gone through.
     *
     * @throws HarnessFailure when none does in that time
     */
    default void awaitWritable(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isWritable()) {
            if (System.nanoTime() > deadline) {
                throw new HarnessFailure(product() + " takes no transaction");
            }
            Thread.sleep(PROBE_PAUSE);
        }
    }

    private boolean isWritable() {
        String url = jdbcUrl() + "?connectTimeout=5000&socketTimeout=5000";
        try (var connection = DriverManager.getConnection(url, user(), password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS datastream_probe");
            statement.execute("DROP DATABASE datastream_probe");
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Its version, as it says itself; while it runs. */
    default String version() {
        try (var connection = DriverManager.getConnection(jdbcUrl(), user(), password())) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new HarnessFailure("The database does not tell its version", e);
        }
    }

    String user();

    String password();

    /** Ends it at once, when it runs. */
    @Override
    void close();
}
