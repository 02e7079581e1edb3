package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.account.AccountChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What has happened to the rows of the table users. Thread-safe. */
public final class MySqlAccountChanges implements AccountChanges {

    private static final String CHANGED_LATELY =
            """
            SELECT id, generation FROM users
            WHERE changed_at > UTC_TIMESTAMP(6) - INTERVAL :seconds SECOND
            UNION ALL
            SELECT id, NULL FROM deleted_user
            WHERE deleted_at > UTC_TIMESTAMP(6) - INTERVAL :seconds SECOND
            """;

    private final Queries queries;

    public MySqlAccountChanges(Database database) {
        queries = database.queries();
    }

    @Override
    public Map<Integer, Long> within(Duration time) {
        return queries.run(handle ->
                handle.createQuery(CHANGED_LATELY)
                        .bind("seconds", time.toSeconds())
                        .<Map<Integer, Long>>reduceResultSet(
                                new HashMap<>(), (found, row, _) -> add(found, row)));
    }

    private static Map<Integer, Long> add(Map<Integer, Long> found, ResultSet row)
            throws SQLException {
        long generation = row.getLong(2);
        boolean deleted = row.wasNull();
        found.put(row.getInt(1), deleted ? DELETED : generation);
        return found;
    }
}
