package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.KeyTerms;
import datastream.collector.domain.StoredKey;
import datastream.reading.SensorScope;
import datastream.reading.Timestamps;
import datastream.security.Permission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A row of the table api_key. */
final class ApiKeyRow {

    /** In the order in which {@link #terms} reads them, behind the id. */
    static final String TERMS =
            "name, may_ingest, may_read, sensor_types, id1_prefixes, expires_at";

    /** In the order in which {@link #key} reads them. */
    static final String COLUMNS =
            "id, " + TERMS + ", hint, created_by, created_at, revoked_at, last_used_at";

    private ApiKeyRow() {}

    static StoredKey key(ResultSet row) throws SQLException {
        return new StoredKey(
                row.getLong(1),
                terms(row),
                row.getString(8),
                row.getString(9),
                Objects.requireNonNull(micros(row, 10)),
                micros(row, 11),
                micros(row, 12));
    }

    /** What stands in the columns 2 to 7. */
    static KeyTerms terms(ResultSet row) throws SQLException {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        if (row.getBoolean(3)) {
            permissions.add(Permission.INGEST);
        }
        if (row.getBoolean(4)) {
            permissions.add(Permission.READ);
        }
        SensorScope scope = new SensorScope(set(row.getString(5)), set(row.getString(6)));
        return new KeyTerms(row.getString(2), permissions, scope, micros(row, 7));
    }

    private static @Nullable Long micros(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : Timestamps.fromUtc(time);
    }

    /** No value has a comma in it. */
    static String list(Set<String> values) {
        return String.join(",", values);
    }

    private static Set<String> set(String list) {
        return list.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(list.split(",")));
    }
}
