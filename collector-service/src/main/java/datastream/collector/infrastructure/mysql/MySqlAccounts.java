package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Account;
import datastream.collector.usecase.account.Accounts;
import datastream.security.Role;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Accounts in the table users. Unique keys decide between collectors. Thread-safe. */
public final class MySqlAccounts implements Accounts {

    private static final String ANY = "SELECT EXISTS (SELECT 1 FROM users)";

    private static final String ADD =
            """
            INSERT INTO users (username, password_hash, role, founder)
            VALUES (:username, :password_hash, :role, :founder)
            """;

    private static final String FIND =
            "SELECT username, password_hash, role FROM users WHERE username = :username";

    private final Queries queries;

    public MySqlAccounts(Database database) {
        queries = database.queries();
    }

    @Override
    public boolean isEmpty() {
        return !queries.run(handle -> handle.createQuery(ANY).mapTo(Boolean.class).one());
    }

    @Override
    public boolean addFounder(Account account) {
        return add(account, 1);
    }

    @Override
    public boolean add(Account account) {
        return add(account, null);
    }

    private boolean add(Account account, @Nullable Integer founder) {
        try {
            return queries.run(handle ->
                    handle.createUpdate(ADD)
                                    .bind("username", account.username())
                                    .bind("password_hash", account.passwordHash())
                                    .bind("role", account.role().wireName())
                                    .bind("founder", founder)
                                    .execute()
                            == 1);
        } catch (UnableToExecuteStatementException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public @Nullable Account find(String username) {
        return queries.run(handle ->
                handle.createQuery(FIND)
                        .bind("username", username)
                        .map((row, context) ->
                                new Account(
                                        row.getString(1),
                                        row.getString(2),
                                        Role.fromWireName(row.getString(3))))
                        .findOne()
                        .orElse(null));
    }
}
