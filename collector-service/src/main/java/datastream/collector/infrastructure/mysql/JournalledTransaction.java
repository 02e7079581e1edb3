package datastream.collector.infrastructure.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A writer's transaction: what it stores, and what the journal says of that, commit together. For
 * connections that commit by themselves and take several statements at once; those here are made of
 * nothing but numbers. What follows a statement that fails is not executed by the server. (Always
 * {@code executeUpdate}: before each {@code execute} the driver asks the server whether the session
 * only reads.)
 */
final class JournalledTransaction {

    private JournalledTransaction() {}

    /**
     * Commits what {@code work} stores, in as few round trips as can be.
     *
     * @param counts of all that it stores
     * @param work true to commit, false to roll back
     * @return whether it has committed
     * @throws SQLException when it is not known to have committed
     */
    static boolean commits(Connection connection, ReadingCounts counts, Transaction.Work work)
            throws SQLException {
        List<String> journal = BatchJournal.inserts(counts);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN");
            try {
                if (!work.run()) {
                    statement.executeUpdate("ROLLBACK");
                    return false;
                }
                for (String insert : journal.subList(0, journal.size() - 1)) {
                    statement.executeUpdate(insert);
                }
                executeAll(statement, journal.getLast() + ";COMMIT");
                return true;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, statement, e);
                throw e;
            }
        }
    }

    /**
     * Stores by one statement, in one round trip.
     *
     * @param insert stores few enough readings for all to go in one packet
     * @throws SQLException when it is not known to have committed
     */
    static void commit(Connection connection, ReadingCounts counts, String insert)
            throws SQLException {
        String journal = String.join(";", BatchJournal.inserts(counts));
        try (Statement statement = connection.createStatement()) {
            try {
                executeAll(statement, "BEGIN;" + insert + ";" + journal + ";COMMIT");
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, statement, e);
                throw e;
            }
        }
    }

    /** Each of them has succeeded when this returns. */
    private static void executeAll(Statement statement, String sql) throws SQLException {
        statement.executeUpdate(sql);
        while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
            // The error of a later statement may come with its result.
        }
    }

    /** The driver does not know of the transaction: a connection that keeps it must not be used. */
    private static void rollBack(Connection connection, Statement statement, Throwable reason) {
        try {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            reason.addSuppressed(e);
            abort(connection, reason);
        }
    }

    private static void abort(Connection connection, Throwable reason) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
