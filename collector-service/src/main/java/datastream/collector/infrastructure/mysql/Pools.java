package datastream.collector.infrastructure.mysql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Connection pools with the settings that exactness and quick failure need. */
final class Pools {

    /** A read must not wait longer for a database that is away. */
    private static final Duration CONNECTION_PATIENCE = Duration.ofMillis(800);

    private static final Duration VALIDATION_PATIENCE = Duration.ofMillis(350);

    /** Not isValid: Hikari would give it a whole second at least. This marker makes it a ping. */
    private static final String PING = "/* ping */ SELECT 1";

    private static final Duration LONGEST_INGEST_SILENCE = Duration.ofSeconds(10);

    /** Longer than the time limit of queries, which ends them more gently. */
    private static final Duration LONGEST_QUERY_SILENCE = Duration.ofSeconds(20);

    /** More exports than connections take turns, each for a statement. */
    private static final Duration EXPORT_PATIENCE = Duration.ofSeconds(20);

    private static final Duration MIGRATION_PATIENCE = Duration.ofSeconds(10);

    private static final Duration EXPORT_IDLE = Duration.ofMinutes(1);

    private static final int EXPORT_CONNECTIONS = 2;

    private static final int ACCOUNT_CONNECTIONS = 4;

    /** As many questions as are under way at once; the clean-up finds one between them. */
    private static final int LIMIT_CONNECTIONS = 3;

    /** Connections move to the servers behind a balancer, and follow a changed address, by then. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /**
     * Strict, so that a plain INSERT refuses what it cannot store exactly; InnoDB for new tables.
     */
    private static final String SESSION =
            """
            SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
            default_storage_engine = InnoDB, innodb_lock_wait_timeout = 5
            """;

    /**
     * Hikari lends a connection unchecked that was used less than this long ago, and has no other
     * way to set it. A ping costs a tenth of a millisecond, a dead connection a failed request.
     */
    private static final String UNCHECKED_MILLIS = "com.zaxxer.hikari.aliveBypassWindowMs";

    private Pools() {}

    /** For writers: takes LOAD DATA LOCAL from memory. */
    static HikariDataSource ingest(DatabaseConfig config) {
        Properties driver = DriverProperties.withStreams(LONGEST_INGEST_SILENCE);
        return create("ingest", config, config.ingestConnections(), driver);
    }

    /** For everything else. */
    static HikariDataSource query(DatabaseConfig config) {
        Properties driver = DriverProperties.usual(LONGEST_QUERY_SILENCE);
        return create("query", config, config.queryConnections(), driver);
    }

    /** For accounts and the audit log, which must not wait for whoever looks at readings. */
    static HikariDataSource accounts(DatabaseConfig config) {
        Properties driver = DriverProperties.usual(LONGEST_QUERY_SILENCE);
        return create("accounts", config, ACCOUNT_CONNECTIONS, driver);
    }

    /** For the counting of requests, of which there are as many as somebody likes. */
    static HikariDataSource limits(DatabaseConfig config) {
        Properties driver = DriverProperties.usual(LONGEST_QUERY_SILENCE);
        return create("limits", config, LIMIT_CONNECTIONS, driver);
    }

    /** For changes of tables, which may copy one of any size and say nothing until that is done. */
    static HikariDataSource migration(DatabaseConfig config) {
        HikariDataSource pool =
                create("migration", config, 2, DriverProperties.usual(Duration.ZERO));
        // Nobody waits for an answer yet.
        pool.setConnectionTimeout(MIGRATION_PATIENCE.toMillis());
        return pool;
    }

    /**
     * For exports, which neither wait for queries nor let them wait. Prepared on the server, since
     * numbers and times then come as they are: as text they are written there and read here.
     */
    static HikariDataSource export(DatabaseConfig config) {
        Properties driver = DriverProperties.usual(LONGEST_QUERY_SILENCE);
        driver.setProperty("useServerPrepStmts", "true");
        HikariDataSource pool = create("export", config, EXPORT_CONNECTIONS, driver);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(EXPORT_IDLE.toMillis());
        pool.setConnectionTimeout(EXPORT_PATIENCE.toMillis());
        return pool;
    }

    /** A pool that connects at first use. */
    private static HikariDataSource create(
            String name, DatabaseConfig config, int size, Properties driver) {
        System.setProperty(UNCHECKED_MILLIS, "0");
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(ServerUrl.withoutOurs(config.url()));
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setDataSourceProperties(driver);
        pool.setConnectionInitSql(SESSION);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.setMaximumPoolSize(size);
        // Always full: many requests at once must not wait while connections are made one by one.
        pool.setMinimumIdle(size);
        pool.setConnectionTimeout(CONNECTION_PATIENCE.toMillis());
        pool.setValidationTimeout(VALIDATION_PATIENCE.toMillis());
        pool.setConnectionTestQuery(PING);
        pool.setMaxLifetime(LIFETIME.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.setExceptionOverride(new LeaveReadOnlyServers());
        return pool;
    }

    /**
     * After a failover, connections to the old server, which reads only, must not be used again.
     */
    private static final class LeaveReadOnlyServers implements SQLExceptionOverride {

        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return SqlFailures.isReadOnly(e) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
