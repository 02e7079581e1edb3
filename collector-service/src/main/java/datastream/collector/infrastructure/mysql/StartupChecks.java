package datastream.collector.infrastructure.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be true of a server before it is trusted with readings. */
final class StartupChecks {

    private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);

    private static final String TABLES_OF_OTHER_ENGINES =
            """
            SELECT table_name, engine FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name IN ('reading', 'sensor', 'users', 'quarantine', 'log_flush',
                'reading_change', 'changed_reading', 'change_conflict', 'reading_retention', 'batch_journal',
                'sensor_rollup', 'type_rollup', 'rollup_gap', 'rollup_turn', 'type_summary')
            AND engine <> 'InnoDB'
            """;

    private StartupChecks() {}

    /**
     * Before anything is written: the server's settings, and that times keep their microseconds.
     *
     * @throws IllegalStateException naming what is wrong and what to do about it
     */
    static void checkServer(Connection connection, ServerVariables variables) throws SQLException {
        List<String> refusals = ServerRules.refusals(variables);
        if (!refusals.isEmpty()) {
            throw new IllegalStateException(
                    "The database cannot be used: " + String.join("; ", refusals));
        }
        checkMicroseconds(connection, variables.get("version"));
        ServerRules.warnings(variables).forEach(LOG::warn);
        LOG.atInfo().addKeyValue("version", variables.get("version")).log("Database is ready");
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

    /**
     * Other engines know no transactions, or lose what they have acknowledged in a crash.
     *
     * @throws IllegalStateException naming the table and the statement that mends it
     */
    static void checkTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(TABLES_OF_OTHER_ENGINES)) {
            if (table.next()) {
                throw new IllegalStateException(
                        "The table %1$s is kept by the engine %2$s, which cannot promise that a committed reading stays: ALTER TABLE %1$s ENGINE = InnoDB"
                                .formatted(table.getString(1), table.getString(2)));
            }
        }
    }
}
