package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.StoreUnavailable;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

/** Runs queries with a time limit, and tells a database that is away from a mistake of ours. */
final class Queries {

    private static final int LONGEST_SECONDS = 15;

    private final Jdbi jdbi;

    Queries(Jdbi jdbi) {
        this.jdbi = jdbi;
        jdbi.getConfig(SqlStatements.class).setQueryTimeout(LONGEST_SECONDS);
    }

    /**
     * @throws StoreUnavailable when the database is away, too busy, or took too long
     */
    <T> T run(HandleCallback<T, RuntimeException> query) {
        try {
            return jdbi.withHandle(query);
        } catch (JdbiException e) {
            throw isUnavailable(e) ? new StoreUnavailable("The database cannot answer now", e) : e;
        }
    }

    private static boolean isUnavailable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLNonTransientConnectionException
                    || (cause instanceof SQLException sql && isConnectionState(sql))) {
                return true;
            }
        }
        return false;
    }

    /** SQLSTATE class 08 is "connection exception". */
    private static boolean isConnectionState(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("08");
    }
}
