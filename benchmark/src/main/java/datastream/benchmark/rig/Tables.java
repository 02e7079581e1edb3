package datastream.benchmark.rig;

import datastream.benchmark.load.Targets;
import datastream.testbed.DatabaseServer;
import datastream.testbed.HarnessFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The collector's tables, made ready past the collector. Not thread-safe. */
final class Tables {

    /** Readings, and what the collector keeps beside them. */
    private static final List<String> KEPT =
            List.of(
                    "reading",
                    "batch_journal",
                    "sensor_rollup",
                    "type_rollup",
                    "type_summary",
                    "rollup_gap");

    /** The last hour of 9999, and one more. */
    private static final long END_HOUR = 70_389_528;

    private static final Duration ROLLUP_PATIENCE = Duration.ofMinutes(20);

    private static final String GAPS = "SELECT COUNT(*) FROM rollup_gap";

    private static final String UNMADE = "SELECT COUNT(*) FROM type_summary WHERE NOT made";

    private static final String SETTINGS =
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin', 'innodb_buffer_pool_size', 'innodb_log_file_size', 'innodb_redo_log_capacity', 'innodb_doublewrite', 'innodb_flush_method')";

    private static final int SENSORS_AT_ONCE = 1_000;
    private static final int ATTEMPTS = 10;
    private static final long REST_MILLIS = 300;

    private final DatabaseServer database;
    private int sensors;

    /**
     * @param database may be started later
     */
    Tables(DatabaseServer database) {
        this.database = database;
    }

    /** Settings of the server that matter for speed, as {@code name=value}. */
    String settings() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SETTINGS)) {
            List<String> settings = new ArrayList<>();
            while (rows.next()) {
                settings.add(rows.getString(1) + "=" + rows.getString(2));
            }
            return String.join(", ", settings);
        } catch (SQLException e) {
            throw new HarnessFailure("The database does not tell its settings", e);
        }
    }

    /** Empties the table of readings, and those of what is kept beside them. */
    void truncate() throws InterruptedException {
        for (String table : KEPT) {
            sql("TRUNCATE TABLE " + table);
        }
    }

    /**
     * Has the collector look at the readings that were loaded past it, as after a migration, and
     * returns when it knows all about them.
     */
    void awaitRollups() throws InterruptedException {
        sql("INSERT INTO rollup_gap (from_hour, to_hour) VALUES (0, " + END_HOUR + ")");
        awaitNone(GAPS);
    }

    /** Returns when all is added up that the rollups know. */
    void awaitSummaries() throws InterruptedException {
        // They are made where nothing has happened for a while.
        sql("UPDATE type_summary SET outdated_at = outdated_at - INTERVAL 1 HOUR");
        awaitNone(UNMADE);
    }

    private void awaitNone(String query) throws InterruptedException {
        long deadline = System.nanoTime() + ROLLUP_PATIENCE.toNanos();
        while (number(query) > 0) {
            if (System.nanoTime() > deadline) {
                throw new HarnessFailure("Rollups and summaries were not made in time");
            }
            Thread.sleep(REST_MILLIS);
        }
    }

    private long number(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new HarnessFailure("The database does not answer " + query, e);
        }
    }

    /**
     * Sees to it that so many sensors of the load have ids: making them is not what is measured.
     */
    void makeSensors(int count) throws InterruptedException {
        String insert = "INSERT IGNORE INTO sensor (sensor_type, id1, id2) VALUES ";
        for (; sensors < count; sensors += SENSORS_AT_ONCE) {
            sql(
                    insert
                            + IntStream.range(sensors, sensors + SENSORS_AT_ONCE)
                                    .mapToObj(Targets::sensorRow)
                                    .collect(Collectors.joining(",")));
        }
    }

    private void sql(String text) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(text);
                return;
            } catch (SQLException e) {
                // A busy server may give up emptying a table, as other work of its own holds it.
                if (attempt == ATTEMPTS) {
                    throw new HarnessFailure("%s failed: %s".formatted(text, e.getMessage()), e);
                }
                Thread.sleep(REST_MILLIS);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }
}
