package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Account;
import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.account.SecondFactors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Second factors in the table users, and recovery codes beside it. Whoever changes recovery codes
 * holds the row of the account, but for who uses one. Thread-safe.
 */
public final class MySqlSecondFactors implements SecondFactors {

    private static final String SECRETS =
            """
            SELECT id, totp_secret, TIMESTAMPDIFF(SECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP())
            FROM users
            """;

    private static final String FIND = SECRETS + " WHERE id = :account AND totp_secret IS NOT NULL";

    private static final String AFTER =
            SECRETS + " WHERE id > :after AND totp_secret IS NOT NULL ORDER BY id LIMIT :most";

    private static final String COUNT_RECOVERY_CODES =
            "SELECT COUNT(*) FROM recovery_code WHERE account_id = :account";

    private static final String KEEP =
            """
            UPDATE users SET totp_secret = :sealed
            WHERE id = :account AND generation = :generation AND NOT disabled
                AND totp_since IS NULL
            """;

    private static final String TURN_ON =
            """
            UPDATE users
            SET totp_since = UTC_TIMESTAMP(6), totp_step = :step, generation = generation + 1,
                changed_at = UTC_TIMESTAMP(6)
            WHERE id = :account AND generation = :generation AND NOT disabled
                AND totp_since IS NULL AND totp_secret = :sealed
            """;

    private static final String TURN_OFF =
            """
            UPDATE users
            SET totp_secret = NULL, totp_since = NULL, totp_step = 0, generation = generation + 1,
                changed_at = UTC_TIMESTAMP(6)
            WHERE id = :account AND generation = :generation AND totp_since IS NOT NULL
            """;

    /** Of two who ask at once the second sees what the first has written. */
    private static final String TAKE_STEP =
            """
            UPDATE users SET totp_step = :step
            WHERE id = :account AND totp_step < :step AND totp_since IS NOT NULL
            """;

    private static final String REPLACE =
            "UPDATE users SET totp_secret = :sealed WHERE id = :account AND totp_secret = :before";

    private static final String ADD_RECOVERY_CODE =
            "INSERT INTO recovery_code (account_id, code_hash) VALUES (:account, :hash)";

    private static final String TAKE_RECOVERY_CODE =
            "DELETE FROM recovery_code WHERE account_id = :account AND code_hash = :hash";

    private static final String DELETE_RECOVERY_CODES =
            "DELETE FROM recovery_code WHERE account_id = :account";

    private final Queries queries;

    public MySqlSecondFactors(Database database) {
        queries = database.accounts();
    }

    @Override
    public @Nullable KeptSecret find(int account) {
        return queries.run(handle ->
                handle.createQuery(FIND)
                        .bind("account", account)
                        .map((row, _) -> kept(row))
                        .findOne()
                        .orElse(null));
    }

    private static KeptSecret kept(ResultSet row) throws SQLException {
        return new KeptSecret(row.getInt(1), row.getString(2), row.getLong(3));
    }

    @Override
    public int recoveryCodes(int account) {
        return queries.run(handle -> countRecoveryCodes(handle, account));
    }

    private static int countRecoveryCodes(Handle handle, int account) {
        return handle.createQuery(COUNT_RECOVERY_CODES)
                .bind("account", account)
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public boolean keep(Account account, String sealed) {
        return queries.transact(handle ->
                handle.createUpdate(KEEP)
                                .bind("sealed", sealed)
                                .bind("account", account.id())
                                .bind("generation", account.generation())
                                .execute()
                        == 1);
    }

    @Override
    public boolean turnOn(
            Account account, String sealed, long step, List<RecoveryCode> recovery, Actor by) {
        return queries.transact(handle -> {
            int changed =
                    handle.createUpdate(TURN_ON)
                            .bind("step", step)
                            .bind("account", account.id())
                            .bind("generation", account.generation())
                            .bind("sealed", sealed)
                            .execute();
            if (changed == 1) {
                addRecoveryCodes(handle, account.id(), recovery);
                note(handle, AuditKind.SECOND_FACTOR_ON, account, null, by);
            }
            return changed == 1;
        });
    }

    private static void addRecoveryCodes(Handle handle, int account, List<RecoveryCode> codes) {
        PreparedBatch batch = handle.prepareBatch(ADD_RECOVERY_CODE);
        codes.forEach(code -> batch.bind("account", account).bind("hash", code.hash()).add());
        batch.execute();
    }

    @Override
    public boolean turnOff(Account account, String how, Actor by) {
        return queries.transact(handle -> {
            int changed =
                    handle.createUpdate(TURN_OFF)
                            .bind("account", account.id())
                            .bind("generation", account.generation())
                            .execute();
            if (changed == 1) {
                deleteRecoveryCodes(handle, account.id());
                note(handle, AuditKind.SECOND_FACTOR_OFF, account, how, by);
            }
            return changed == 1;
        });
    }

    static void deleteRecoveryCodes(Handle handle, int account) {
        handle.createUpdate(DELETE_RECOVERY_CODES).bind("account", account).execute();
    }

    @Override
    public boolean take(int account, long step) {
        return queries.transact(handle ->
                handle.createUpdate(TAKE_STEP).bind("step", step).bind("account", account).execute()
                        == 1);
    }

    @Override
    public boolean take(Account account, RecoveryCode code, Actor by) {
        return queries.transact(handle -> {
            int deleted =
                    handle.createUpdate(TAKE_RECOVERY_CODE)
                            .bind("account", account.id())
                            .bind("hash", code.hash())
                            .execute();
            if (deleted == 1) {
                String left = countRecoveryCodes(handle, account.id()) + " left";
                note(handle, AuditKind.RECOVERY_CODE_USED, account, left, by);
            }
            return deleted == 1;
        });
    }

    private static void note(
            Handle handle, AuditKind kind, Account account, @Nullable String detail, Actor by) {
        MySqlAudit.write(handle, new AuditEvent(kind, by, account.username(), detail));
    }

    @Override
    public List<KeptSecret> after(int after, int most) {
        return queries.run(handle ->
                handle.createQuery(AFTER)
                        .bind("after", after)
                        .bind("most", most)
                        .map((row, _) -> kept(row))
                        .list());
    }

    @Override
    public void replace(KeptSecret before, String sealed) {
        queries.transact(handle ->
                handle.createUpdate(REPLACE)
                        .bind("sealed", sealed)
                        .bind("account", before.account())
                        .bind("before", before.sealed())
                        .execute());
    }
}
