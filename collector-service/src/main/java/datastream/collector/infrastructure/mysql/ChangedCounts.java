package datastream.collector.infrastructure.mysql;

import org.jdbi.v3.core.Handle;

/** How many readings a change has added and deleted; an edit does neither. */
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

    private ChangedCounts() {}

    /**
     * @param range the keys that are meant, over table changed_reading as {@code c}
     */
    static ReadingCounts of(Handle handle, long change, Conditions range) {
        ReadingCounts counts = new ReadingCounts();
        handle.createQuery(SELECT)
                .define("and", range.and())
                .define("second", ReadingSql.secondOf("c.ts"))
                .bindMap(range.parameters())
                .bind("change", change)
                .bind("unknown", ReadingCounts.UNKNOWN_TYPE)
                .map((row, _) -> {
                    counts.add(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4));
                    return row.getInt(1);
                })
                .list();
        return counts;
    }
}
