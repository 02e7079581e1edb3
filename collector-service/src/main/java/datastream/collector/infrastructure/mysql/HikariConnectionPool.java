package datastream.collector.infrastructure.mysql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;

/** HikariCP behind our own interface. */
final class HikariConnectionPool implements ConnectionPool {

    private final HikariDataSource hikari;

    HikariConnectionPool(HikariDataSource hikari) {
        this.hikari = hikari;
    }

    @Override
    public Connection open() throws SQLException {
        return hikari.getConnection();
    }

    @Override
    public boolean isExhausted() {
        // Null until the first connection was asked for.
        HikariPoolMXBean pool = hikari.getHikariPoolMXBean();
        return pool != null && pool.getActiveConnections() >= hikari.getMaximumPoolSize();
    }

    @Override
    public void close() {
        hikari.close();
    }
}
