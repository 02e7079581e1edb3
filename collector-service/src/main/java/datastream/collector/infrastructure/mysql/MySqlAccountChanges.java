package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.account.AccountChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What has happened to the rows of the tables users and login_session. Thread-safe. */
public final class MySqlAccountChanges implements AccountChanges {

    private static final String CHANGED_LATELY =
            """
            SELECT id, NULL, generation FROM users
            WHERE changed_at > UTC_TIMESTAMP(6) - INTERVAL :seconds SECOND
            UNION ALL
            SELECT id, NULL, NULL FROM deleted_user
            WHERE deleted_at > UTC_TIMESTAMP(6) - INTERVAL :seconds SECOND
            UNION ALL
            SELECT NULL, id, NULL FROM login_session
            WHERE ended_at > UTC_TIMESTAMP(6) - INTERVAL :seconds SECOND
            """;

    private final Queries queries;

    public MySqlAccountChanges(Database database) {
        queries = database.accounts();
    }

    @Override
    public CutOff within(Duration time) {
        return queries.run(handle ->
                handle.createQuery(CHANGED_LATELY)
                        .bind("seconds", time.toSeconds())
                        .reduceResultSet(new Found(), (found, row, _) -> found.with(row))
                        .cutOff());
    }

    /** Gathers rows. */
    private static final class Found {

        private final Map<Integer, Long> accounts = new HashMap<>();
        private final Set<Long> sessions = new HashSet<>();

        Found with(ResultSet row) throws SQLException {
            int account = row.getInt(1);
            if (row.wasNull()) {
                sessions.add(row.getLong(2));
                return this;
            }
            long generation = row.getLong(3);
            accounts.put(account, row.wasNull() ? DELETED : generation);
            return this;
        }

        CutOff cutOff() {
            return new CutOff(accounts, sessions);
        }
    }
}
