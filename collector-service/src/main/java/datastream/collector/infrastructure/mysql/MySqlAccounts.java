package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Account;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.account.Accounts;
import datastream.security.AccountGeneration;
import datastream.security.Principal;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Accounts in the table users. Unique keys decide between collectors. Thread-safe. */
public final class MySqlAccounts implements Accounts {

    private static final String ANY = "SELECT EXISTS (SELECT 1 FROM users)";

    private static final String ADD =
            """
            INSERT INTO users (username, password_hash, role)
            VALUES (:username, :password_hash, :role)
            """;

    /** The founder may be deleted by now: the key alone does not say that nobody was first. */
    private static final String ADD_FOUNDER =
            """
            INSERT INTO users (username, password_hash, role, founder)
            SELECT :username, :password_hash, :role, 1 FROM DUAL
            WHERE NOT EXISTS (SELECT 1 FROM (SELECT id FROM users LIMIT 1) others)
            """;

    private static final String FIND =
            "SELECT " + AccountRow.COLUMNS + " FROM users WHERE username = :username";

    private static final String IS_CURRENT =
            """
            SELECT EXISTS (SELECT 1 FROM users
                WHERE id = :id AND generation = :generation AND NOT disabled)
            """;

    private static final String CHANGE_PASSWORD =
            """
            UPDATE users
            SET password_hash = :new, generation = generation + 1, changed_at = UTC_TIMESTAMP(6)
            WHERE id = :id AND password_hash = :old
            """;

    private final Queries queries;

    public MySqlAccounts(Database database) {
        queries = database.accounts();
    }

    @Override
    public boolean isEmpty() {
        return !queries.run(handle -> handle.createQuery(ANY).mapTo(Boolean.class).one());
    }

    /** Of two at once one may find the other in its way, and has then to look again. */
    @Override
    public boolean addFounder(NewAccount account, Actor by) {
        return queries.transact(handle -> insert(handle, ADD_FOUNDER, account, by));
    }

    @Override
    public boolean add(NewAccount account, Actor by) {
        try {
            return queries.run(
                    handle -> handle.inTransaction(work -> insert(work, ADD, account, by)));
        } catch (UnableToExecuteStatementException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean insert(Handle handle, String sql, NewAccount account, Actor by) {
        int inserted =
                handle.createUpdate(sql)
                        .bind("username", account.username())
                        .bind("password_hash", account.passwordHash())
                        .bind("role", account.role().wireName())
                        .execute();
        if (inserted == 1) {
            String role = "role " + account.role().wireName();
            MySqlAudit.write(
                    handle,
                    new AuditEvent(AuditKind.ACCOUNT_REGISTERED, by, account.username(), role));
        }
        return inserted == 1;
    }

    @Override
    public @Nullable Account find(String username) {
        return queries.run(handle ->
                handle.createQuery(FIND)
                        .bind("username", username)
                        .map((row, context) -> AccountRow.account(row))
                        .findOne()
                        .orElse(null));
    }

    @Override
    public boolean isCurrent(Principal principal) {
        AccountGeneration account = principal.account();
        return account == null
                || queries.run(handle ->
                        isUnchanged(handle, account)
                                && !MySqlSessions.isEnded(handle, principal.session()));
    }

    private static boolean isUnchanged(Handle handle, AccountGeneration account) {
        return handle.createQuery(IS_CURRENT)
                .bind("id", account.account())
                .bind("generation", account.generation())
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public boolean changePassword(Account account, String passwordHash, Actor by) {
        return queries.transact(handle -> {
            int changed =
                    handle.createUpdate(CHANGE_PASSWORD)
                            .bind("new", passwordHash)
                            .bind("id", account.id())
                            .bind("old", account.passwordHash())
                            .execute();
            if (changed == 1) {
                MySqlAudit.write(
                        handle,
                        new AuditEvent(AuditKind.PASSWORD_CHANGED, by, account.username(), null));
            }
            return changed == 1;
        });
    }
}
