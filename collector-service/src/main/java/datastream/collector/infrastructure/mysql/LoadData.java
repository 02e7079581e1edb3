package datastream.collector.infrastructure.mysql;

import com.mysql.cj.jdbc.JdbcStatement;
import datastream.reading.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * LOAD DATA LOCAL INFILE from memory: the quickest way into InnoDB on both servers, and never a
 * file.
 */
final class LoadData {

    /** The name is never opened: the driver sends the statement's stream instead. */
    private static final String LOAD =
            """
            LOAD DATA LOCAL INFILE 'readings' INTO TABLE reading CHARACTER SET ascii
            FIELDS TERMINATED BY ',' (sensor_id, ts, sensor_value) SET counted = ''
            """;

    private LoadData() {}

    /**
     * Sends all the readings in the open transaction. LOCAL behaves as IGNORE: what a column cannot
     * hold is clipped, what breaks a constraint is skipped, with no more than a warning. Hence the
     * answer.
     *
     * @return whether every reading was stored exactly as it was sent; if not, roll back
     */
    static boolean storesExactly(Connection connection, int[] sensorIds, List<Reading> readings)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            JdbcStatement source = statement.unwrap(JdbcStatement.class);
            source.setLocalInfileInputStream(new ReadingRows(sensorIds, readings));
            try {
                int stored = statement.executeUpdate(LOAD);
                return stored == readings.size() && statement.getWarnings() == null;
            } finally {
                // The driver keeps it for the whole connection, if that is still there.
                if (!statement.isClosed()) {
                    source.setLocalInfileInputStream(null);
                }
            }
        }
    }
}
