package datastream.collector.infrastructure.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A server's settings, as a session of ours sees them.
 *
 * @param values by name in lower case; what a server does not have is not in it
 */
record ServerVariables(Map<String, String> values) {

    private static final String READ =
            """
            SHOW VARIABLES WHERE Variable_name IN ('version', 'sql_mode', 'time_zone',
            'innodb_flush_log_at_trx_commit', 'log_bin', 'sync_binlog', 'local_infile', 'read_only',
            'super_read_only', 'max_allowed_packet')
            """;

    private static final Set<String> OFF = Set.of("", "0", "off");

    ServerVariables {
        values = Map.copyOf(values);
    }

    static ServerVariables read(Connection connection) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            while (rows.next()) {
                values.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        return new ServerVariables(values);
    }

    /** Empty when the server does not have it. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    boolean isOn(String name) {
        return !OFF.contains(get(name).toLowerCase(Locale.ROOT));
    }

    /** Whether the server takes no writes now: a replica, or a failover is going on. */
    boolean isReadOnly() {
        return isOn("read_only") || isOn("super_read_only");
    }
}
