package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Account;
import datastream.collector.domain.AccountEdit;
import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.account.AccountDirectory;
import datastream.security.AccountGeneration;
import datastream.security.Principal;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table users as administrators see it. Every change holds the rows of all administrators
 * first: of two that would each leave the other's one, the second sees what the first has done.
 * Thread-safe.
 */
public final class MySqlAccountDirectory implements AccountDirectory {

    private static final String FIND =
            "SELECT "
                    + AccountRow.COLUMNS
                    + " FROM users ORDER BY username LIMIT :limit OFFSET :offset";

    private static final String COUNT = "SELECT COUNT(*) FROM users";

    /** Without an index the server holds every account, and always in the order of their ids. */
    private static final String HOLD_ADMINISTRATORS =
            "SELECT id, generation FROM users WHERE role = 'admin' AND NOT disabled ORDER BY id FOR UPDATE";

    private static final String HOLD =
            "SELECT " + AccountRow.COLUMNS + " FROM users WHERE username = :username FOR UPDATE";

    private static final String EDIT =
            """
            UPDATE users
            SET role = :role, disabled = :disabled, generation = :generation,
                changed_at = UTC_TIMESTAMP(6)
            WHERE id = :id
            """;

    private static final String DELETE = "DELETE FROM users WHERE id = :id";

    private static final String KEEP_DELETED =
            "INSERT INTO deleted_user (id, deleted_at) VALUES (:id, UTC_TIMESTAMP(6))";

    /** No token is good for so long. */
    private static final String FORGET_DELETED =
            "DELETE FROM deleted_user WHERE deleted_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY";

    private final Queries queries;

    public MySqlAccountDirectory(Database database) {
        queries = database.accounts();
    }

    @Override
    public Slice<Account> find(Page page) {
        return queries.run(handle -> {
            List<Account> accounts =
                    handle.createQuery(FIND)
                            .bind("limit", page.limit())
                            .bind("offset", page.offset())
                            .map((row, context) -> AccountRow.account(row))
                            .list();
            return new Slice<>(accounts, handle.createQuery(COUNT).mapTo(Long.class).one());
        });
    }

    @Override
    public Outcome edit(String username, AccountEdit edit, Principal by, Actor actor) {
        return change(
                username,
                by,
                actor,
                edit::of,
                (handle, after) ->
                        handle.createUpdate(EDIT)
                                .bind("role", after.role().wireName())
                                .bind("disabled", after.disabled())
                                .bind("generation", after.generation())
                                .bind("id", after.id())
                                .execute());
    }

    @Override
    public Outcome delete(String username, Principal by, Actor actor) {
        return change(
                username,
                by,
                actor,
                _ -> null,
                (handle, before) -> {
                    handle.createUpdate(FORGET_DELETED).execute();
                    handle.createUpdate(KEEP_DELETED).bind("id", before.id()).execute();
                    MySqlSecondFactors.deleteRecoveryCodes(handle, before.id());
                    handle.createUpdate(DELETE).bind("id", before.id()).execute();
                });
    }

    /** What an account becomes; null when it is not to be any more. */
    @FunctionalInterface
    private interface Becoming {
        @Nullable Account of(Account before);
    }

    private Outcome change(
            String username,
            Principal by,
            Actor actor,
            Becoming becoming,
            BiConsumer<Handle, Account> statement) {
        return queries.transact(handle -> {
            List<AccountGeneration> administrators = holdAdministrators(handle);
            if (isCutOff(handle, by, administrators)) {
                return new Outcome.CutOff();
            }
            Account before = hold(handle, username);
            if (before == null) {
                return new Outcome.NotThere();
            }
            Account after = becoming.of(before);
            if (before.equals(after)) {
                return new Outcome.Done(before);
            }
            boolean stays = after != null && after.isActiveAdministrator();
            if (before.isActiveAdministrator() && !stays && administrators.size() == 1) {
                return new Outcome.LastAdministrator();
            }
            Account changed = after == null ? before : after;
            statement.accept(handle, changed);
            MySqlAudit.write(handle, event(actor, before, after));
            return new Outcome.Done(changed);
        });
    }

    private static boolean isCutOff(
            Handle handle, Principal by, List<AccountGeneration> administrators) {
        AccountGeneration account = by.account();
        return account != null
                && (!administrators.contains(account)
                        || MySqlSessions.isEnded(handle, by.session()));
    }

    private static AuditEvent event(Actor actor, Account before, @Nullable Account after) {
        if (after == null) {
            return new AuditEvent(
                    AuditKind.ACCOUNT_DELETED, actor, before.username(), state(before));
        }
        String detail = state(before) + " to " + state(after);
        return new AuditEvent(AuditKind.ACCOUNT_EDITED, actor, before.username(), detail);
    }

    private static String state(Account account) {
        return "role " + account.role().wireName() + (account.disabled() ? " disabled" : "");
    }

    private static List<AccountGeneration> holdAdministrators(Handle handle) {
        return handle.createQuery(HOLD_ADMINISTRATORS)
                .map((row, context) -> new AccountGeneration(row.getInt(1), row.getLong(2)))
                .list();
    }

    private static @Nullable Account hold(Handle handle, String username) {
        return handle.createQuery(HOLD)
                .bind("username", username)
                .map((row, context) -> AccountRow.account(row))
                .findOne()
                .orElse(null);
    }
}
