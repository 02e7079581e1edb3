package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Account;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.usecase.account.SessionLimits;
import datastream.collector.usecase.account.Sessions;
import datastream.reading.Timestamps;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the table login_session. Who continues or ends one holds its row; who begins one
 * holds the row of the account. Times are the database's. Thread-safe.
 */
public final class MySqlSessions implements Sessions {

    /** Rows in one transaction of the clean-up. */
    private static final int PORTION = 1_000;

    private static final String HOLD_ACCOUNT =
            """
            SELECT 1 FROM users
            WHERE id = :account AND generation = :generation AND NOT disabled FOR UPDATE
            """;

    private static final String BEGIN =
            """
            INSERT INTO login_session (account_id, generation, family_hash, token_hash,
                created_at, last_used_at, expires_at)
            VALUES (:account, :generation, :family, :token, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),
                UTC_TIMESTAMP(6) + INTERVAL LEAST(:longest, :idle) SECOND)
            """;

    /**
     * Too long ago for its access token to be refused: that runs out by itself. Else clients of one
     * account that are too many would break each other's calls off without end.
     */
    private static final String END_SURPLUS =
            """
            UPDATE login_session SET ended_at = UTC_TIMESTAMP(6) - INTERVAL 1 DAY,
                expires_at = UTC_TIMESTAMP(6)
            WHERE account_id = :account AND expires_at > UTC_TIMESTAMP(6) AND id <=
                (SELECT id FROM
                    (SELECT id FROM login_session
                     WHERE account_id = :account AND expires_at > UTC_TIMESTAMP(6)
                     ORDER BY id DESC LIMIT 1 OFFSET :most) newest_of_surplus)
            """;

    /**
     * Who has waited for the row has a time from before: one that was ended meanwhile looks open by
     * it.
     */
    private static final String HOLD =
            """
            SELECT id, account_id, generation, token_hash FROM login_session
            WHERE family_hash = :family AND ended_at IS NULL AND expires_at > UTC_TIMESTAMP(6)
            FOR UPDATE
            """;

    private static final String ACCOUNT =
            "SELECT " + AccountRow.COLUMNS + " FROM users WHERE id = :account AND NOT disabled";

    private static final String ROTATE =
            """
            UPDATE login_session
            SET token_hash = :token, last_used_at = UTC_TIMESTAMP(6),
                expires_at = LEAST(created_at + INTERVAL :longest SECOND,
                    UTC_TIMESTAMP(6) + INTERVAL :idle SECOND)
            WHERE id = :id
            """;

    private static final String EXPIRY = "SELECT expires_at FROM login_session WHERE id = :id";

    private static final String END =
            """
            UPDATE login_session SET ended_at = UTC_TIMESTAMP(6), expires_at = UTC_TIMESTAMP(6)
            WHERE id = :id
            """;

    /** One that was surplus looks as if it had ended long ago, and is not meant. */
    private static final String IS_ENDED =
            """
            SELECT EXISTS (SELECT 1 FROM login_session
                WHERE id = :id AND ended_at > UTC_TIMESTAMP(6) - INTERVAL 12 HOUR)
            """;

    /** Every collector has asked by then which were ended lately, and no token is good so long. */
    private static final String DELETE_SOME =
            """
            DELETE FROM login_session WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 2 HOUR
            ORDER BY expires_at LIMIT :portion
            """;

    private final Queries queries;
    private final SessionLimits limits;

    public MySqlSessions(Database database, SessionLimits limits) {
        queries = database.accounts();
        this.limits = limits;
    }

    /** A row that is held, and whether what was shown is its token. */
    private record Held(long id, int account, long generation, boolean shown) {}

    @Override
    public @Nullable Session begin(Account account, RefreshToken token) {
        return queries.transact(
                handle -> isUnchanged(handle, account) ? insert(handle, account, token) : null);
    }

    private static boolean isUnchanged(Handle handle, Account account) {
        return handle.createQuery(HOLD_ACCOUNT)
                .bind("account", account.id())
                .bind("generation", account.generation())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private Session insert(Handle handle, Account account, RefreshToken token) {
        long id =
                handle.createUpdate(BEGIN)
                        .bind("account", account.id())
                        .bind("generation", account.generation())
                        .bind("family", token.familyHash())
                        .bind("token", token.hash())
                        .bind("longest", limits.longest().toSeconds())
                        .bind("idle", limits.idle().toSeconds())
                        .executeAndReturnGeneratedKeys()
                        .mapTo(Long.class)
                        .one();
        handle.createUpdate(END_SURPLUS)
                .bind("account", account.id())
                .bind("most", limits.most())
                .execute();
        return session(handle, id);
    }

    private static Session session(Handle handle, long id) {
        LocalDateTime expiry =
                handle.createQuery(EXPIRY)
                        .bind("id", id)
                        .map((row, _) -> row.getObject(1, LocalDateTime.class))
                        .one();
        return new Session(id, Timestamps.fromUtc(expiry));
    }

    @Override
    public Rotation rotate(RefreshToken shown, RefreshToken next) {
        return queries.transact(handle -> {
            Held held = hold(handle, shown);
            return held == null ? new Rotation.Refused() : rotate(handle, held, next);
        });
    }

    private static @Nullable Held hold(Handle handle, RefreshToken shown) {
        return handle.createQuery(HOLD)
                .bind("family", shown.familyHash())
                .map((row, _) ->
                        new Held(
                                row.getLong(1),
                                row.getInt(2),
                                row.getLong(3),
                                MessageDigest.isEqual(row.getBytes(4), shown.hash())))
                .findOne()
                .orElse(null);
    }

    private Rotation rotate(Handle handle, Held held, RefreshToken next) {
        Account account = account(handle, held);
        if (account == null) {
            end(handle, held.id());
            return new Rotation.Refused();
        }
        if (!held.shown()) {
            end(handle, held.id());
            return new Rotation.Reused(account.username());
        }
        handle.createUpdate(ROTATE)
                .bind("token", next.hash())
                .bind("longest", limits.longest().toSeconds())
                .bind("idle", limits.idle().toSeconds())
                .bind("id", held.id())
                .execute();
        return new Rotation.Rotated(account, session(handle, held.id()));
    }

    /** Null when it is not as it was at the log-in. */
    private static @Nullable Account account(Handle handle, Held held) {
        return handle.createQuery(ACCOUNT)
                .bind("account", held.account())
                .map((row, _) -> AccountRow.account(row))
                .findOne()
                .filter(account -> account.generation() == held.generation())
                .orElse(null);
    }

    /** Whether the access tokens of a session are to be refused; false for none. */
    static boolean isEnded(Handle handle, @Nullable Long session) {
        return session != null
                && handle.createQuery(IS_ENDED).bind("id", session).mapTo(Boolean.class).one();
    }

    @Override
    public void end(long session) {
        queries.transact(handle -> end(handle, session));
    }

    private static int end(Handle handle, long session) {
        return handle.createUpdate(END).bind("id", session).execute();
    }

    @Override
    public boolean deleteSome() {
        return queries.transact(handle ->
                handle.createUpdate(DELETE_SOME).bind("portion", PORTION).execute() == PORTION);
    }
}
