package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Writes a batch, and what the journal says of it, in one transaction: with LOAD DATA, or with
 * multi-row INSERT where the server forbids that or the batch is too small to be worth the round
 * trips. Only when not every row went in as it was sent does it roll back and go the careful way:
 * look which readings are duplicates, which conflicts, and insert the others, with statements that
 * refuse what they cannot store exactly. Thread-safe.
 */
public final class MySqlReadingWriter implements ReadingWriter {

    /** Each look sees what made the insert before it fail, so more than two are rare. */
    private static final int MOST_LOOKS = 10;

    private static final String FLUSH_LOG =
            "INSERT INTO log_flush (id, times) VALUES (1, 1) ON DUPLICATE KEY UPDATE times = times + 1";

    private final Database database;
    private final int insertRows;
    private final SensorIds sensorIds = new SensorIds();

    public MySqlReadingWriter(Database database) {
        this(database, database.insertRows());
    }

    /**
     * @param insertRows up to so many go by an INSERT of their own
     */
    MySqlReadingWriter(Database database, int insertRows) {
        this.database = database;
        this.insertRows = insertRows;
        database.onReturn(sensorIds::forget);
    }

    @Override
    public BatchResult append(List<Reading> readings) {
        try {
            return database.write(handle -> append(handle, readings));
        } catch (SQLException | JdbiException e) {
            // Whatever it was, it may have put another database in the place of this one.
            sensorIds.forget();
            throw SqlFailures.ofBatch(readings.size(), e);
        }
    }

    private BatchResult append(Handle handle, List<Reading> readings) throws SQLException {
        int[] ids = sensorIds.resolve(handle, readings);
        Connection connection = handle.getConnection();
        return storesAll(connection, ids, readings)
                ? BatchResult.ALL_NEW
                : storeNew(connection, ids, readings);
    }

    private boolean storesAll(Connection connection, int[] ids, List<Reading> readings)
            throws SQLException {
        if (ids.length <= insertRows) {
            return insertsAtOnce(connection, ids, readings);
        }
        if (database.loading().isAllowed()) {
            try {
                int[] all = ReadingSql.allPositions(ids.length);
                return JournalledTransaction.commits(
                        connection,
                        ReadingCounts.of(ids, readings, all),
                        () -> LoadData.storesExactly(connection, ids, readings));
            } catch (SQLException e) {
                if (!SqlFailures.forbidsLoading(e)) {
                    throw e;
                }
                // What fails here too had another reason, a Galera node that is not ready for one.
                boolean stored = insertsAll(connection, ids, readings);
                database.loading().forbid(SqlFailures.message(e));
                return stored;
            }
        }
        return insertsAll(connection, ids, readings);
    }

    /** In one round trip. */
    private static boolean insertsAtOnce(Connection connection, int[] ids, List<Reading> readings)
            throws SQLException {
        try {
            int[] all = ReadingSql.allPositions(ids.length);
            JournalledTransaction.commit(
                    connection,
                    ReadingCounts.of(ids, readings, all),
                    ReadingSql.insert(ids, readings, all));
            return true;
        } catch (SQLException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean insertsAll(Connection connection, int[] ids, List<Reading> readings)
            throws SQLException {
        return inserts(connection, ids, readings, ReadingSql.allPositions(ids.length));
    }

    /** Another collector may store some of the rest between look and insert: look again. */
    private static BatchResult storeNew(Connection connection, int[] ids, List<Reading> readings)
            throws SQLException {
        for (int look = 0; look < MOST_LOOKS; look++) {
            KnownKeys known = knownKeys(connection, ids, readings);
            int[] fresh = known.freshPositions();
            if (fresh.length == 0) {
                flushLog(connection);
                return known.result();
            }
            if (inserts(connection, ids, readings, fresh)) {
                return known.result();
            }
        }
        throw new StoreUnavailable(
                "A batch of %d readings was not stored: a key of it is taken whenever it is inserted, and free whenever it is looked up"
                        .formatted(readings.size()));
    }

    /**
     * Sees to it that what was found in the table is on disk. A server may show rows before it has
     * flushed the log that holds them, and they will be acknowledged as stored: a commit of our
     * own, like any other, returns only when the log is flushed as far as itself.
     */
    private static void flushLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(FLUSH_LOG);
        }
    }

    private static KnownKeys knownKeys(Connection connection, int[] ids, List<Reading> readings)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return KnownKeys.find(statement, ids, readings);
        }
    }

    /** Whether the rows went in, all or none; false when one of their keys is taken. */
    private static boolean inserts(
            Connection connection, int[] ids, List<Reading> readings, int[] positions)
            throws SQLException {
        try {
            return JournalledTransaction.commits(
                    connection,
                    ReadingCounts.of(ids, readings, positions),
                    () -> {
                        insert(connection, ids, readings, positions);
                        return true;
                    });
        } catch (SQLException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    private static void insert(
            Connection connection, int[] ids, List<Reading> readings, int[] positions)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int[] chunk : ReadingSql.chunks(positions)) {
                statement.executeUpdate(ReadingSql.insert(ids, readings, chunk));
            }
        }
    }
}
