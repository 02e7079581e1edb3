package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ApiKey;
import datastream.collector.domain.KeyTerms;
import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredKey;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.key.KeyDirectory;
import datastream.collector.usecase.key.KeyLimits;
import datastream.reading.Timestamps;
import datastream.security.AccountGeneration;
import datastream.security.Permission;
import datastream.security.Principal;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table api_key as administrators see it. Who changes it holds the row of its version: one
 * comes after the other, and sees what that one has done. Times are the database's. Thread-safe.
 */
public final class MySqlKeyDirectory implements KeyDirectory {

    /** Rows in one transaction of the clean-up. */
    private static final int PORTION = 1_000;

    private static final String FIND =
            "SELECT "
                    + ApiKeyRow.COLUMNS
                    + " FROM api_key ORDER BY name LIMIT :limit OFFSET :offset";

    private static final String COUNT = "SELECT COUNT(*) FROM api_key";

    private static final String GET =
            "SELECT " + ApiKeyRow.COLUMNS + " FROM api_key WHERE id = :id";

    private static final String HOLD_ADMINISTRATOR =
            """
            SELECT 1 FROM users
            WHERE id = :id AND generation = :generation AND role = 'admin' AND NOT disabled
            FOR UPDATE
            """;

    private static final String HOLD_VERSION =
            "SELECT version FROM api_key_version WHERE id = 1 FOR UPDATE";

    private static final String TELL =
            "UPDATE api_key_version SET version = version + 1 WHERE id = 1";

    private static final String NAME_TAKEN =
            "SELECT EXISTS (SELECT 1 FROM api_key WHERE name = :name)";

    private static final String COUNT_GOOD =
            """
            SELECT COUNT(*) FROM api_key
            WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(6))
            """;

    private static final String ADD =
            """
            INSERT INTO api_key (name, key_hash, hint, may_ingest, may_read, sensor_types,
                id1_prefixes, created_at, created_by, expires_at)
            VALUES (:name, :hash, :hint, :ingest, :read, :types, :prefixes, UTC_TIMESTAMP(6), :by,
                :expires)
            """;

    private static final String REVOKE =
            "UPDATE api_key SET revoked_at = UTC_TIMESTAMP(6) WHERE id = :id";

    private static final String DELETE_SOME =
            """
            DELETE FROM api_key WHERE <column> < UTC_TIMESTAMP(6) - INTERVAL :seconds SECOND
            ORDER BY <column> LIMIT :portion
            """;

    private final Queries queries;
    private final KeyLimits limits;

    public MySqlKeyDirectory(Database database, KeyLimits limits) {
        queries = database.accounts();
        this.limits = limits;
    }

    @Override
    public Slice<StoredKey> find(Page page) {
        return queries.run(handle -> {
            List<StoredKey> keys =
                    handle.createQuery(FIND)
                            .bind("limit", page.limit())
                            .bind("offset", page.offset())
                            .map((row, _) -> ApiKeyRow.key(row))
                            .list();
            return new Slice<>(keys, handle.createQuery(COUNT).mapTo(Long.class).one());
        });
    }

    @Override
    public @Nullable StoredKey find(long id) {
        return queries.run(handle -> get(handle, id));
    }

    private static @Nullable StoredKey get(Handle handle, long id) {
        return handle.createQuery(GET)
                .bind("id", id)
                .map((row, _) -> ApiKeyRow.key(row))
                .findOne()
                .orElse(null);
    }

    @Override
    public Outcome create(ApiKey key, KeyTerms terms, Principal by, Actor actor) {
        return change(by, handle -> create(handle, key, terms, actor));
    }

    private Outcome create(Handle handle, ApiKey key, KeyTerms terms, Actor actor) {
        if (isNameTaken(handle, terms.name())) {
            return new Outcome.NameTaken();
        }
        if (handle.createQuery(COUNT_GOOD).mapTo(Long.class).one() >= limits.most()) {
            return new Outcome.TooMany(limits.most());
        }
        long id = insert(handle, key, terms, Objects.requireNonNullElse(actor.name(), ""));
        tell(handle, AuditKind.KEY_CREATED, id, terms, actor);
        return new Outcome.Done(Objects.requireNonNull(get(handle, id)));
    }

    private static boolean isNameTaken(Handle handle, String name) {
        return handle.createQuery(NAME_TAKEN).bind("name", name).mapTo(Boolean.class).one();
    }

    private static long insert(Handle handle, ApiKey key, KeyTerms terms, String by) {
        Long expires = terms.expiresMicros();
        return handle.createUpdate(ADD)
                .bind("name", terms.name())
                .bind("hash", HexFormat.of().parseHex(key.hash()))
                .bind("hint", key.hint())
                .bind("ingest", terms.permissions().contains(Permission.INGEST))
                .bind("read", terms.permissions().contains(Permission.READ))
                .bind("types", ApiKeyRow.list(terms.scope().sensorTypes()))
                .bind("prefixes", ApiKeyRow.list(terms.scope().id1Prefixes()))
                .bind("by", by)
                .bind("expires", expires == null ? null : Timestamps.toUtc(expires))
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Outcome revoke(long id, Principal by, Actor actor) {
        return change(by, handle -> revoke(handle, id, actor));
    }

    private static Outcome revoke(Handle handle, long id, Actor actor) {
        StoredKey key = get(handle, id);
        if (key == null) {
            return new Outcome.NotThere();
        }
        if (key.revokedMicros() != null) {
            return new Outcome.Done(key);
        }
        handle.createUpdate(REVOKE).bind("id", id).execute();
        tell(handle, AuditKind.KEY_REVOKED, id, key.terms(), actor);
        return new Outcome.Done(Objects.requireNonNull(get(handle, id)));
    }

    private Outcome change(Principal by, Function<Handle, Outcome> work) {
        return queries.transact(handle -> {
            if (isCutOff(handle, by)) {
                return new Outcome.CutOff();
            }
            handle.createQuery(HOLD_VERSION).mapTo(Long.class).one();
            return work.apply(handle);
        });
    }

    private static boolean isCutOff(Handle handle, Principal by) {
        AccountGeneration account = by.account();
        return account != null
                && (!holdAdministrator(handle, account)
                        || MySqlSessions.isEnded(handle, by.session()));
    }

    private static boolean holdAdministrator(Handle handle, AccountGeneration by) {
        return handle.createQuery(HOLD_ADMINISTRATOR)
                .bind("id", by.account())
                .bind("generation", by.generation())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** All collectors, and the audit log. */
    private static void tell(Handle handle, AuditKind kind, long id, KeyTerms terms, Actor actor) {
        handle.createUpdate(TELL).execute();
        String summary = terms.summary(id, AuditEvent.LONGEST_DETAIL);
        MySqlAudit.write(handle, new AuditEvent(kind, actor, "key " + terms.name(), summary));
    }

    @Override
    public boolean deleteSome() {
        return deleteSome("revoked_at") || deleteSome("expires_at");
    }

    private boolean deleteSome(String column) {
        return queries.transact(handle ->
                handle.createUpdate(DELETE_SOME)
                                .define("column", column)
                                .bind("seconds", limits.retention().toSeconds())
                                .bind("portion", PORTION)
                                .execute()
                        == PORTION);
    }
}
