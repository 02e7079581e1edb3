package datastream.collector.infrastructure.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Statements that are written as text, another one each time. They go past Jdbi, which parses each
 * text and keeps a thousand of them, however long.
 */
final class TextStatements {

    /** The driver hands rows on as they arrive: however many, they take no memory. */
    private static final int STREAM = Integer.MIN_VALUE;

    private TextStatements() {}

    @FunctionalInterface
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * @param sql changes rows
     * @return how many
     * @throws JdbiException when the database does not do it
     */
    static int execute(Handle handle, String sql) {
        try (Statement statement = statement(handle)) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    /**
     * @throws JdbiException when the database does not answer all rows
     */
    static void forEachRow(Handle handle, String sql, Row row) {
        try (Statement statement = statement(handle)) {
            statement.setFetchSize(STREAM);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    private static Statement statement(Handle handle) throws SQLException {
        Statement statement = handle.getConnection().createStatement();
        Integer seconds = handle.getConfig(SqlStatements.class).getQueryTimeout();
        statement.setQueryTimeout(seconds == null ? 0 : seconds);
        return statement;
    }

    private static final class Failure extends JdbiException {
        Failure(SQLException cause) {
            super(cause);
        }
    }
}
