package datastream.collector.infrastructure.mysql;

import org.jdbi.v3.core.Handle;

/**
 * Hours of which the rollups are built at once. What is in the readings and not in the journal is
 * what the rollups must have, since the rest of the journal is yet to come to them; both are read
 * by one statement, and so at one moment.
 *
 * @param hours of a gap
 */
record BuildWindow(RollupGap hours) {

    private static final int READING = 0;

    /** Counts the readings and adds them to the rollups. */
    void build(Handle handle) {
        ReadingCounts counts = new ReadingCounts();
        CountVisitor pending = minus(counts);
        TextStatements.forEachRow(
                handle,
                sql(),
                row -> {
                    if (row.getInt(1) == READING) {
                        counts.add(row.getInt(2), row.getString(3), row.getLong(4), 1);
                    } else {
                        JournalEntry.read(row.getBytes(5), pending);
                    }
                });
        RollupRows rows = new RollupRows();
        counts.tell(rows);
        rows.add(handle);
    }

    private String sql() {
        return """
        SELECT %d, r.sensor_id, COALESCE(s.sensor_type, '%s'), %s, NULL
        FROM reading r LEFT JOIN sensor s ON s.id = r.sensor_id WHERE TRUE%s
        UNION ALL SELECT 1, 0, '', 0, entries FROM batch_journal
        """
                .formatted(
                        READING,
                        ReadingCounts.UNKNOWN_TYPE,
                        ReadingSql.secondOf("r.ts"),
                        ReadingSql.isIn("r.ts", hours.fromMicros(), hours.toMicros()));
    }

    private CountVisitor minus(ReadingCounts counts) {
        return new CountVisitor() {
            @Override
            public void ofSensor(int sensorId, long hour, long count) {
                if (hours.has(hour)) {
                    counts.ofSensor(sensorId, hour, -count);
                }
            }

            @Override
            public void ofType(String sensorType, long second, long count) {
                if (hours.has(second / BucketWidth.HOUR.seconds())) {
                    counts.ofType(sensorType, second, -count);
                }
            }
        };
    }
}
