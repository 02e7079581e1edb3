package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineEntry;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.usecase.quarantine.QuarantineStore;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and deletes rows of the table quarantine. Thread-safe. */
public final class MySqlQuarantineStore implements QuarantineStore {

    private static final String IDS =
            """
            SELECT id FROM quarantine WHERE TRUE <and>
            ORDER BY last_received_at <order>, id <order> LIMIT :limit OFFSET :offset
            """;

    private static final String GET =
            """
            SELECT id, door, reason, field, message, content, whole, times,
                first_received_at, last_received_at
            FROM quarantine WHERE id IN (<ids>)
            """;

    private static final String COUNT = "SELECT COUNT(*) FROM quarantine WHERE TRUE <and>";

    private static final String DELETE = "DELETE FROM quarantine WHERE id IN (<ids>)";

    private static final String DELETE_OLDEST =
            """
            DELETE FROM quarantine WHERE TRUE <and>
            ORDER BY last_received_at, id LIMIT :most
            """;

    private static final String TIME_OF_NEWEST =
            """
            SELECT last_received_at FROM quarantine
            ORDER BY last_received_at DESC LIMIT 1 OFFSET :newer
            """;

    private final Queries queries;

    public MySqlQuarantineStore(Database database) {
        queries = database.queries();
    }

    @Override
    public List<Long> ids(QuarantineFilter filter, Page page) {
        Conditions conditions = Conditions.onQuarantine(filter);
        return queries.run(handle ->
                handle.createQuery(IDS)
                        .define("and", conditions.and())
                        .define("order", page.order().name())
                        .bindMap(conditions.parameters())
                        .bind("limit", page.limit())
                        .bind("offset", page.offset())
                        .mapTo(Long.class)
                        .list());
    }

    @Override
    public List<QuarantineEntry> get(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, QuarantineEntry> found = queries.run(handle -> get(handle, ids));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static Map<Long, QuarantineEntry> get(Handle handle, List<Long> ids) {
        return handle
                .createQuery(GET)
                .bindList("ids", ids)
                .map((row, context) -> entry(row))
                .stream()
                .collect(Collectors.toMap(QuarantineEntry::id, Function.identity()));
    }

    private static QuarantineEntry entry(ResultSet row) throws SQLException {
        Quarantined latest =
                new Quarantined(
                        Door.fromWireName(row.getString(2)),
                        Quarantined.Reason.fromWireName(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getBoolean(7),
                        micros(row, 10));
        return new QuarantineEntry(row.getLong(1), latest, row.getLong(8), micros(row, 9));
    }

    private static long micros(ResultSet row, int column) throws SQLException {
        return Timestamps.fromUtc(row.getObject(column, LocalDateTime.class));
    }

    @Override
    public long count(QuarantineFilter filter) {
        Conditions conditions = Conditions.onQuarantine(filter);
        return queries.run(handle ->
                handle.createQuery(COUNT)
                        .define("and", conditions.and())
                        .bindMap(conditions.parameters())
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public int delete(List<Long> ids) {
        return ids.isEmpty()
                ? 0
                : queries.run(handle -> handle.createUpdate(DELETE).bindList("ids", ids).execute());
    }

    @Override
    public int deleteOldest(QuarantineFilter filter, int most) {
        Conditions conditions = Conditions.onQuarantine(filter);
        return queries.run(handle ->
                handle.createUpdate(DELETE_OLDEST)
                        .define("and", conditions.and())
                        .bindMap(conditions.parameters())
                        .bind("most", most)
                        .execute());
    }

    @Override
    public @Nullable Long timeOfNewest(long place) {
        return queries.run(handle ->
                handle.createQuery(TIME_OF_NEWEST)
                        .bind("newer", place - 1)
                        .map((row, context) -> micros(row, 1))
                        .findOne()
                        .orElse(null));
    }
}
