package datastream.collector.infrastructure.mysql;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pings the database on a connection of its own, which is opened anew when it is lost. For one
 * thread, except {@link #close}.
 */
final class DirectPulse implements Pulse, AutoCloseable {

    /** A ping needs no lock, no table and no disk: a server that is merely busy answers sooner. */
    private static final Duration PATIENCE = Duration.ofMillis(600);

    /** ER_SERVER_SHUTDOWN, ER_NORMAL_SHUTDOWN, ER_GOT_SIGNAL, ER_SHUTDOWN_COMPLETE. */
    private static final Set<Integer> SHUTTING_DOWN = Set.of(1053, 1077, 1078, 1079);

    private final DatabaseConfig config;
    private volatile @Nullable Connection connection;

    DirectPulse(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public boolean beats() {
        boolean fresh = connection == null;
        try {
            ping();
            return true;
        } catch (SQLException e) {
            close();
            if (isServersWord(e)) {
                return true;
            }
            // Perhaps only this connection was lost: idle for too long, or killed by somebody.
            return !fresh && !hasTimedOut(e) && beats();
        }
    }

    /** Too many connections, say, is the answer of a server that lives. */
    private static boolean isServersWord(SQLException e) {
        return e.getErrorCode() > 0 && !SHUTTING_DOWN.contains(e.getErrorCode());
    }

    private static boolean hasTimedOut(Throwable e) {
        Throwable cause = e.getCause();
        return e instanceof SocketTimeoutException || (cause != null && hasTimedOut(cause));
    }

    private void ping() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = open();
            connection = open;
        }
        try (Statement statement = open.createStatement()) {
            statement.execute("/* ping */ SELECT 1");
        }
    }

    private Connection open() throws SQLException {
        Properties properties = DriverProperties.usual(PATIENCE);
        properties.setProperty("connectTimeout", String.valueOf(PATIENCE.toMillis()));
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        return DriverManager.getConnection(ServerUrl.withoutOurs(config.url()), properties);
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                // Not close(): that would say goodbye to a server that may not be there.
                open.abort(Runnable::run);
            } catch (SQLException e) {
                // It is lost already, which is all that was wanted.
            }
        }
    }
}
