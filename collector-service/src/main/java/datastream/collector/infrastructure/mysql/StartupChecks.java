package datastream.collector.infrastructure.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be true of a server before it is trusted with readings. */
final class StartupChecks {

    private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);

    private StartupChecks() {}

    /**
     * @throws IllegalStateException naming the server's version and what is wrong
     */
    static void run(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            LOG.atInfo().addKeyValue("version", version).log("Database is ready");
            checkMicroseconds(connection, version);
        } catch (SQLException e) {
            throw new IllegalStateException("The database could not be checked", e);
        }
    }

    /**
     * Connector/J silently drops fractional seconds for a server that announces itself as 5.5, as
     * MariaDB 10 does ({@code 5.5.5-10.11.6-MariaDB}).
     */
    private static void checkMicroseconds(Connection connection, String version)
            throws SQLException {
        LocalDateTime sent = LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123_456_000);
        try (PreparedStatement select =
                connection.prepareStatement("SELECT CAST(? AS DATETIME(6))")) {
            select.setObject(1, sent);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                LocalDateTime back = row.getObject(1, LocalDateTime.class);
                if (!sent.equals(back)) {
                    throw new IllegalStateException(
                            "The database (version %s) does not keep microseconds: sent %s, got %s. Use MySQL >= 8.0 or MariaDB >= 11."
                                    .formatted(version, sent, back));
                }
            }
        }
    }
}
