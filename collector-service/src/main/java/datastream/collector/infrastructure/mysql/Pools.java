package datastream.collector.infrastructure.mysql;

import com.zaxxer.hikari.HikariDataSource;

/** Connection pools with the settings that exactness and quick failure need. */
final class Pools {

    private static final long CONNECTION_TIMEOUT_MILLIS = 1_000;

    private Pools() {}

    /** A pool that connects at first use. */
    static HikariDataSource create(String name, DatabaseConfig config, int size) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.setValidationTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.setInitializationFailTimeout(-1);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // Sessions run in UTC, whatever the time zones of this JVM and of the server.
        pool.addDataSourceProperty("connectionTimeZone", "UTC");
        pool.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
        // A database that hangs is noticed.
        pool.addDataSourceProperty("connectTimeout", "2000");
        pool.addDataSourceProperty("socketTimeout", "30000");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("rewriteBatchedStatements", "true");
        return pool;
    }
}
