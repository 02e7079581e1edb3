package datastream.collector.infrastructure.mysql;

import com.zaxxer.hikari.HikariDataSource;
import datastream.collector.domain.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database with its two bounded pools and its schema. {@link #start} waits until it answers,
 * brings the schema up to date (safe with several collectors at once) and checks what the data's
 * exactness depends on.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long RETRY_MILLIS = 250;
    private static final int ACCESS_DENIED = 1045;
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int NO_ACCESS_TO_DATABASE = 1044;

    private final DatabaseConfig config;
    private final HikariDataSource ingestPool;
    private final HikariDataSource queryPool;

    public Database(DatabaseConfig config) {
        this.config = config;
        ingestPool = Pools.create("ingest", config, config.ingestConnections());
        queryPool = Pools.create("query", config, config.queryConnections());
    }

    /**
     * @throws StoreUnavailable when the database refuses us or does not answer in time
     * @throws IllegalStateException when it would not keep microseconds
     */
    public void start() {
        awaitAnswer();
        Flyway.configure()
                .dataSource(queryPool)
                .locations("classpath:datastream/collector/migration")
                .load()
                .migrate();
        StartupChecks.run(queryPool);
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + config.startPatience().toNanos();
        boolean said = false;
        while (true) {
            try (Connection _ = queryPool.getConnection()) {
                return;
            } catch (SQLException e) {
                if (isFinal(e) || System.nanoTime() > deadline) {
                    throw new StoreUnavailable(
                            "The database at %s: %s".formatted(config, rootMessage(e)), e);
                }
                if (!said) {
                    LOG.warn("Waiting for the database: {}", rootMessage(e));
                    said = true;
                }
                pause();
            }
        }
    }

    private static boolean isFinal(SQLException e) {
        Throwable root = rootCause(e);
        return root instanceof SQLException sql
                && (sql.getErrorCode() == ACCESS_DENIED
                        || sql.getErrorCode() == NO_ACCESS_TO_DATABASE
                        || sql.getErrorCode() == NO_SUCH_DATABASE);
    }

    private static String rootMessage(SQLException e) {
        return String.valueOf(rootCause(e).getMessage());
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootCause(cause);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for the database", e);
        }
    }

    /** For writers. */
    Jdbi ingest() {
        return Jdbi.create(ingestPool);
    }

    /** For everything else. */
    Queries queries() {
        return new Queries(Jdbi.create(queryPool));
    }

    /** Whether the database answers now; takes at most about two seconds. */
    public boolean answers() {
        try (Connection connection = queryPool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        ingestPool.close();
        queryPool.close();
    }
}
