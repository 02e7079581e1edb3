package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Writes a batch with one multi-row INSERT, which is one transaction. Only when a key of it is
 * taken does it look which readings are duplicates, which conflicts, and inserts the others.
 * Thread-safe.
 */
public final class MySqlReadingWriter implements ReadingWriter {

    private final Jdbi jdbi;
    private final SensorIds sensorIds = new SensorIds();

    public MySqlReadingWriter(Database database) {
        jdbi = database.ingest();
    }

    @Override
    public BatchResult append(List<Reading> readings) {
        try {
            return jdbi.withHandle(handle -> append(handle, readings));
        } catch (SQLException | JdbiException e) {
            throw new StoreUnavailable(
                    "A batch of %d readings was not stored: %s"
                            .formatted(readings.size(), e.getMessage()),
                    e);
        }
    }

    private BatchResult append(Handle handle, List<Reading> readings) throws SQLException {
        int[] ids = sensorIds.resolve(handle, readings);
        try (Statement statement = handle.getConnection().createStatement()) {
            if (insert(statement, ids, readings, ReadingSql.allPositions(ids.length))) {
                return BatchResult.ALL_NEW;
            }
            // Another collector may store some of the rest between look and insert: look again.
            while (true) {
                KnownKeys known = KnownKeys.find(statement, ids, readings);
                int[] fresh = known.freshPositions();
                if (fresh.length == 0 || insert(statement, ids, readings, fresh)) {
                    return known.result();
                }
            }
        }
    }

    /** Whether the rows went in; false when one of their keys is taken. */
    private static boolean insert(
            Statement statement, int[] ids, List<Reading> readings, int[] positions)
            throws SQLException {
        try {
            statement.executeUpdate(ReadingSql.insert(ids, readings, positions));
            return true;
        } catch (SQLIntegrityConstraintViolationException e) {
            return false;
        }
    }
}
