package datastream.chaos.verdict;

import datastream.chaos.journal.BadReading;
import datastream.chaos.journal.Ledger;
import datastream.chaos.journal.SensorLedger;
import datastream.reading.Sensor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads the table, not the collector's answers, and compares it with the journals. Rows stream, so
 * that the table may be far larger than the heap. Nobody may write meanwhile.
 */
public final class VerdictReader {

    private static final String SENSORS =
            """
            SELECT id, sensor_type, id1, id2 FROM sensor
            """;

    /** Microseconds since 1970 by the server's own arithmetic: no time zone can come between. */
    private static final String READINGS_OF_SENSOR =
            """
            SELECT TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', ts), sensor_value, sensor_id
            FROM reading
            WHERE sensor_id IN (:ids)
            ORDER BY ts
            """;

    private static final String HOW_MANY_READINGS =
            """
            SELECT COUNT(*)
            FROM reading
            """;

    private static final List<String> QUESTIONS =
            List.of(
                    """
                    SELECT COUNT(*) AS readings_by_time FROM reading FORCE INDEX (reading_by_time)
                    """,
                    """
                    SELECT COUNT(*) AS readings_by_key FROM reading FORCE INDEX (PRIMARY)
                    """,
                    """
                    SELECT sensor_id, ts, COUNT(*) AS equal_keys FROM reading
                    GROUP BY sensor_id, ts HAVING COUNT(*) > 1 LIMIT 10
                    """,
                    """
                    SELECT sensor_id, COUNT(*) AS readings_of_no_sensor FROM reading
                    WHERE sensor_id NOT IN (SELECT id FROM sensor) GROUP BY sensor_id LIMIT 10
                    """,
                    """
                    SELECT sensor_type, id1, id2, GROUP_CONCAT(id) AS ids FROM sensor
                    GROUP BY sensor_type, id1, id2 HAVING COUNT(*) > 1 LIMIT 10
                    """,
                    """
                    SELECT partition_name, partition_description, table_rows
                    FROM information_schema.partitions
                    WHERE table_schema = DATABASE() AND table_name = 'reading' AND table_rows > 0
                    """,
                    """
                    CHECK TABLE sensor, reading EXTENDED
                    """);

    private static final String HOW_OFTEN_QUARANTINED =
            """
            SELECT COALESCE(SUM(times), 0)
            FROM quarantine
            """;

    private final String jdbcUrl;
    private final String user;
    private final String password;

    /**
     * @param jdbcUrl the database itself, past every proxy
     */
    public VerdictReader(String jdbcUrl, String user, String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /**
     * Compares the whole table with the whole ledger.
     *
     * @throws SQLException when the database does not answer
     */
    public Verdict compare(Ledger ledger) throws SQLException {
        Tally tally = new Tally();
        try (Connection connection = connect()) {
            compare(connection, ledger, _ -> true, tally);
            // Whatever belongs to no sensor of ours. Fewer than were seen would be as wrong.
            tally.invented += Math.abs(number(connection, HOW_MANY_READINGS) - tally.rows);
        }
        tally.storedBad += ledger.badAcknowledged();
        return tally.verdict();
    }

    /**
     * What may help to understand a broken promise: the first readings that it was broken to, and
     * what the server knows of its own tables. Takes as long as a comparison.
     *
     * @return lines for people
     * @throws SQLException when the database does not answer at all
     */
    public List<String> evidence(Ledger ledger) throws SQLException {
        Tally tally = new Tally();
        try (Connection connection = connect()) {
            compare(connection, ledger, _ -> true, tally);
            List<String> lines = new ArrayList<>(tally.suspects());
            for (String question : QUESTIONS) {
                lines.addAll(answers(connection, question));
            }
            return lines;
        }
    }

    /** A line a row. What cannot be answered says why: a damaged table answers only some. */
    private static List<String> answers(Connection connection, String question) {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                StringJoiner line = new StringJoiner(", ");
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    line.add(columns.getColumnLabel(i) + " " + rows.getString(i));
                }
                lines.add(line.toString());
            }
        } catch (SQLException e) {
            lines.add("%s: %s".formatted(question.lines().findFirst().orElse(""), e.getMessage()));
        }
        return lines;
    }

    /**
     * How many acknowledged readings of these sensors are not in the table.
     *
     * @throws SQLException when the database does not answer
     */
    public long missing(Ledger ledger, Predicate<Sensor> which) throws SQLException {
        Tally tally = new Tally();
        try (Connection connection = connect()) {
            compare(connection, ledger, which, tally);
        }
        return tally.lost;
    }

    private static void compare(
            Connection connection, Ledger ledger, Predicate<Sensor> which, Tally tally)
            throws SQLException {
        Map<Sensor, List<Integer>> ids = sensorIds(connection);
        Map<Sensor, Map<Long, Set<Long>>> bad = badValues(ledger);
        for (Sensor sensor : ledger.sensors().stream().filter(which).toList()) {
            SensorLedger own = Objects.requireNonNull(ledger.of(sensor));
            var comparison =
                    new SensorComparison(sensor, own, bad.getOrDefault(sensor, Map.of()), tally);
            compare(connection, ids.getOrDefault(sensor, List.of()), comparison);
        }
    }

    /**
     * How many readings there are.
     *
     * @throws SQLException when the database does not answer
     */
    public long stored() throws SQLException {
        try (Connection connection = connect()) {
            return number(connection, HOW_MANY_READINGS);
        }
    }

    /**
     * How often something came in that the collector put into quarantine.
     *
     * @throws SQLException when the database does not answer
     */
    public long quarantined() throws SQLException {
        try (Connection connection = connect()) {
            return number(connection, HOW_OFTEN_QUARANTINED);
        }
    }

    private static void compare(
            Connection connection, List<Integer> ids, SensorComparison comparison)
            throws SQLException {
        if (!ids.isEmpty()) {
            String list = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
            try (PreparedStatement query =
                            streaming(connection, READINGS_OF_SENSOR.replace(":ids", list));
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    long timestampMicros = rows.getLong(1);
                    if (rows.wasNull()) {
                        comparison.rowWithoutTime(rows.getInt(3));
                    } else {
                        comparison.row(timestampMicros, rows.getDouble(2), rows.getInt(3));
                    }
                }
            }
        }
        comparison.end();
    }

    private static Map<Sensor, List<Integer>> sensorIds(Connection connection) throws SQLException {
        Map<Sensor, List<Integer>> ids = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(SENSORS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Sensor sensor = new Sensor(rows.getString(2), rows.getString(3), rows.getInt(4));
                ids.computeIfAbsent(sensor, _ -> new ArrayList<>()).add(rows.getInt(1));
            }
        }
        return ids;
    }

    private static Map<Sensor, Map<Long, Set<Long>>> badValues(Ledger ledger) {
        Map<Sensor, Map<Long, Set<Long>>> values = new HashMap<>();
        for (BadReading reading : ledger.bad()) {
            values.computeIfAbsent(reading.sensor(), _ -> new HashMap<>())
                    .computeIfAbsent(reading.timestampMicros(), _ -> new HashSet<>())
                    .add(reading.valueBits());
        }
        return values;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** One row at a time, in the binary protocol, which carries doubles to the bit. */
    private static PreparedStatement streaming(Connection connection, String sql)
            throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setFetchSize(Integer.MIN_VALUE);
        return query;
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("useServerPrepStmts", "true");
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("socketTimeout", "120000");
        Connection connection = DriverManager.getConnection(jdbcUrl, properties);
        // All queries see the table as it was at the first, should somebody write after all.
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }
}
