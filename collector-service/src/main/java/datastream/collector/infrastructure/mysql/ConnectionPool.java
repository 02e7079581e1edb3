package datastream.collector.infrastructure.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** A bounded pool of connections. Thread-safe. */
interface ConnectionPool extends AutoCloseable {

    /** A connection that answers; closing it gives it back. */
    Connection open() throws SQLException;

    /** Whether all connections that it may have are lent. */
    boolean isExhausted();

    @Override
    void close();
}
