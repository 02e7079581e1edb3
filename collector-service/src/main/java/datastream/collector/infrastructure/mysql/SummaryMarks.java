package datastream.collector.infrastructure.mysql;

import org.jdbi.v3.core.Handle;

/**
 * Says in table type_summary of which minutes and hours the figures are not those of the readings
 * any more, in the transaction that takes the reason out of the journal. Whoever makes them at that
 * moment has lost his claim, and begins anew. Not thread-safe.
 */
final class SummaryMarks {

    private static final int CHUNK = 1_000;

    private static final String INSERT =
            "INSERT INTO type_summary (sensor_type, width, start_second, outdated_at) VALUES ";

    private static final String OUTDATE =
            " ON DUPLICATE KEY UPDATE made = FALSE, figures = NULL, claim = NULL, claimed_until = NULL, outdated_at = UTC_TIMESTAMP(6)";

    private final Handle handle;
    private final StringBuilder sql = new StringBuilder();
    private int rows;

    SummaryMarks(Handle handle) {
        this.handle = handle;
    }

    /**
     * @param starts seconds since 1970, multiples of the width
     */
    void add(String type, BucketWidth width, long[] starts) {
        for (long start : starts) {
            sql.append(rows == 0 ? INSERT : ",");
            sql.append('(').append(ReadingSql.word(type));
            sql.append(',')
                    .append(width.seconds())
                    .append(',')
                    .append(start)
                    .append(",UTC_TIMESTAMP(6))");
            rows++;
            if (rows == CHUNK) {
                flush();
            }
        }
    }

    void flush() {
        if (rows > 0) {
            TextStatements.execute(handle, sql.append(OUTDATE).toString());
        }
        sql.setLength(0);
        rows = 0;
    }
}
