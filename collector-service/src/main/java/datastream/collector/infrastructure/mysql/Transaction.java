package datastream.collector.infrastructure.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** One transaction on a connection that commits by itself otherwise. */
final class Transaction {

    /** What happens in the transaction. */
    @FunctionalInterface
    interface Work {
        /**
         * @return true to commit, false to roll back
         */
        boolean run() throws SQLException;
    }

    private Transaction() {}

    /**
     * @return whether it has committed
     * @throws SQLException when it is not known to have committed
     */
    static boolean commits(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            boolean good = work.run();
            if (good) {
                connection.commit();
            } else {
                connection.rollback();
            }
            connection.setAutoCommit(true);
            return good;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
