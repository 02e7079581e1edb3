package datastream.collector.infrastructure.mysql;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * How many readings a change has added and deleted. What it has edited is told by the types and
 * minutes alone, none more and none less, for those who keep more than counts.
 */
final class ChangedCounts {

    private static final String SELECT =
            """
            SELECT c.sensor_id, COALESCE(s.sensor_type, :unknown),
                <second> AS at_second,
                SUM(CASE WHEN c.value_before IS NULL THEN 1 ELSE -1 END)
            FROM changed_reading c LEFT JOIN sensor s ON s.id = c.sensor_id
            WHERE c.change_id = :change <and>
                AND (c.value_before IS NULL) <> (c.value_after IS NULL)
            GROUP BY c.sensor_id, s.sensor_type, at_second
            """;

    private static final String SELECT_EDITED =
            """
            SELECT s.sensor_type, <second> DIV 60 AS at_minute
            FROM changed_reading c JOIN sensor s ON s.id = c.sensor_id
            WHERE c.change_id = :change <and>
                AND c.value_before IS NOT NULL AND c.value_after IS NOT NULL
            GROUP BY s.sensor_type, at_minute
            """;

    private ChangedCounts() {}

    /**
     * @param range the keys that are meant, over table changed_reading as {@code c}
     */
    static ReadingCounts of(Handle handle, long change, Conditions range) {
        ReadingCounts counts = new ReadingCounts();
        query(handle, SELECT, change, range)
                .bind("unknown", ReadingCounts.UNKNOWN_TYPE)
                .map((row, _) -> {
                    counts.add(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4));
                    return row.getInt(1);
                })
                .list();
        query(handle, SELECT_EDITED, change, range)
                .map((row, _) -> {
                    long second = row.getLong(2) * BucketWidth.MINUTE.seconds();
                    counts.ofType(row.getString(1), second, 0);
                    return second;
                })
                .list();
        return counts;
    }

    private static Query query(Handle handle, String sql, long change, Conditions range) {
        return handle.createQuery(sql)
                .define("and", range.and())
                .define("second", ReadingSql.secondOf("c.ts"))
                .bindMap(range.parameters())
                .bind("change", change);
    }
}
