package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Quarantined;
import datastream.collector.usecase.ingest.Quarantine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.JdbiException;

/** Writes to the table quarantine, many rows with one statement. Thread-safe. */
public final class MySqlQuarantine implements Quarantine {

    private static final String INSERT =
            """
            INSERT INTO quarantine (digest, door, reason, field, message, content, whole, times,
                first_received_at, last_received_at)
            VALUES
            """;

    /** VALUES() is the one way to name the new row that both servers understand. */
    private static final String ADD_UP =
            """
            ON DUPLICATE KEY UPDATE
                reason = VALUES(reason), field = VALUES(field), message = VALUES(message),
                times = times + VALUES(times),
                last_received_at = GREATEST(last_received_at, VALUES(last_received_at))
            """;

    private static final String ROW =
            "(" + String.join(",", Collections.nCopies(QuarantineRow.COLUMNS, "?")) + ")";

    private static final int MOST_BYTES = ReadingSql.NEEDED_PACKET_BYTES * 3 / 4;

    private final Database database;

    public MySqlQuarantine(Database database) {
        this.database = database;
    }

    @Override
    public void keep(List<Quarantined> entries) {
        List<QuarantineRow> rows = QuarantineRow.of(entries);
        try {
            database.write(handle -> keep(handle.getConnection(), rows));
        } catch (SQLException | JdbiException e) {
            throw SqlFailures.ofBatch(entries.size(), e);
        }
    }

    private static boolean keep(Connection connection, List<QuarantineRow> rows)
            throws SQLException {
        return Transaction.commits(
                connection,
                () -> {
                    for (List<QuarantineRow> portion : portions(rows)) {
                        insert(connection, portion);
                    }
                    return true;
                });
    }

    /** Each fits into one packet, whatever is in it. */
    private static List<List<QuarantineRow>> portions(List<QuarantineRow> rows) {
        List<List<QuarantineRow>> portions = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < rows.size(); i++) {
            int more = rows.get(i).mostBytes();
            if (i > start && bytes + more > MOST_BYTES) {
                portions.add(rows.subList(start, i));
                start = i;
                bytes = 0;
            }
            bytes += more;
        }
        portions.add(rows.subList(start, rows.size()));
        return portions;
    }

    private static void insert(Connection connection, List<QuarantineRow> rows)
            throws SQLException {
        String sql =
                INSERT + String.join(",", Collections.nCopies(rows.size(), ROW)) + "\n" + ADD_UP;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).bind(statement, 1 + i * QuarantineRow.COLUMNS);
            }
            statement.executeUpdate();
        }
    }
}
