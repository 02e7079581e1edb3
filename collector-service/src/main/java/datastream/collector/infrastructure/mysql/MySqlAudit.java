package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEntry;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditFilter;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.audit.AuditLog;
import datastream.collector.usecase.audit.AuditWriter;
import datastream.collector.usecase.audit.Gathered;
import datastream.reading.Timestamps;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table audit_event. What has changed accounts is written by itself, in the transaction that
 * changes them; the rest is gathered by what it has in common and the minute. Thread-safe.
 */
public final class MySqlAudit implements AuditLog, AuditWriter {

    /** VALUES() is the one way to name the new row that both servers understand. */
    private static final String INSERT =
            """
            INSERT INTO audit_event (first_at, last_at, times, kind, actor, account, source, door,
                detail, alike, in_minute)
            VALUES (UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), :times, :kind, :actor, :account, :source,
                :door, :detail, :alike,
                TIMESTAMPDIFF(MINUTE, '1970-01-01 00:00:00', UTC_TIMESTAMP(6)))
            ON DUPLICATE KEY UPDATE times = times + VALUES(times),
                last_at = GREATEST(last_at, VALUES(last_at))
            """;

    private static final String FIND =
            """
            SELECT id, kind, actor, source, door, account, detail, times, first_at, last_at
            FROM audit_event WHERE TRUE <and>
            ORDER BY first_at <order>, id <order> LIMIT :limit OFFSET :offset
            """;

    private static final String COUNT = "SELECT COUNT(*) FROM audit_event WHERE TRUE <and>";

    private static final String DELETE_OLDEST =
            """
            DELETE FROM audit_event WHERE first_at < UTC_TIMESTAMP(6) - INTERVAL :seconds SECOND
            ORDER BY first_at LIMIT :most
            """;

    /** Of the log-ins, which wait for what is written. */
    private final Queries accounts;

    /** Whoever looks far back waits by himself. */
    private final Queries queries;

    public MySqlAudit(Database database) {
        accounts = database.accounts();
        queries = database.queries();
    }

    /** Writes an event by itself, in the transaction of what it tells. */
    static void write(Handle handle, AuditEvent event) {
        insert(handle, event, 1, null);
    }

    /** In the order of the digests: all collectors lock rows in the same order. */
    @Override
    public void write(List<Gathered> events) {
        List<Row> rows =
                events.stream().map(Row::of).sorted(Comparator.comparing(Row::alike)).toList();
        accounts.transact(handle -> {
            rows.forEach(row -> insert(handle, row.event(), row.times(), row.alike()));
            return rows.size();
        });
    }

    private record Row(AuditEvent event, long times, String alike) {
        static Row of(Gathered gathered) {
            AuditEvent event = gathered.event();
            return new Row(event, gathered.times(), digest(event.alike()));
        }
    }

    private static String digest(String text) {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void insert(
            Handle handle, AuditEvent event, long times, @Nullable String alike) {
        Actor actor = event.actor();
        Source source = actor.source();
        handle.createUpdate(INSERT)
                .bind("times", times)
                .bind("kind", event.kind().wireName())
                .bind("actor", actor.name())
                .bind("account", event.account())
                .bind("source", source == null ? null : source.address())
                .bind("door", actor.door().wireName())
                .bind("detail", event.detail())
                .bind("alike", alike)
                .execute();
    }

    @Override
    public Slice<AuditEntry> find(AuditFilter filter, Page page) {
        Conditions conditions = Conditions.onAudit(filter);
        return queries.run(handle -> {
            List<AuditEntry> data =
                    handle.createQuery(FIND)
                            .define("and", conditions.and())
                            .define("order", page.order().name())
                            .bindMap(conditions.parameters())
                            .bind("limit", page.limit())
                            .bind("offset", page.offset())
                            .map((row, _) -> entry(row))
                            .list();
            long total =
                    handle.createQuery(COUNT)
                            .define("and", conditions.and())
                            .bindMap(conditions.parameters())
                            .mapTo(Long.class)
                            .one();
            return new Slice<>(data, total);
        });
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        String source = row.getString(4);
        Actor actor =
                new Actor(
                        row.getString(3),
                        source == null ? null : new Source(source),
                        Door.fromWireName(row.getString(5)));
        AuditEvent event =
                new AuditEvent(
                        AuditKind.fromWireName(row.getString(2)),
                        actor,
                        row.getString(6),
                        row.getString(7));
        return new AuditEntry(
                row.getLong(1), event, row.getLong(8), micros(row, 9), micros(row, 10));
    }

    private static long micros(ResultSet row, int column) throws SQLException {
        return Timestamps.fromUtc(row.getObject(column, LocalDateTime.class));
    }

    @Override
    public int deleteOlderThan(Duration age, int most) {
        return accounts.transact(handle ->
                handle.createUpdate(DELETE_OLDEST)
                        .bind("seconds", age.toSeconds())
                        .bind("most", most)
                        .execute());
    }
}
