package datastream.collector.infrastructure.mysql;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Deletes a range of time out of the rollups and summaries, whose keys begin with sensors and
 * types: for each of these a range of its own, instead of a look at every row.
 */
final class RollupDeletion {

    private static final int SENSORS_AT_ONCE = 500;

    /** In a statement, whose time is limited: a year has 31 million seconds. */
    private static final int ROWS_AT_ONCE = 50_000;

    private static final String TYPES =
            "SELECT DISTINCT sensor_type FROM type_rollup UNION SELECT DISTINCT sensor_type FROM type_summary";

    private final Handle handle;
    private final String range;

    /**
     * @param from first second since 1970, where a day begins
     * @param to first second behind it, likewise
     */
    RollupDeletion(Handle handle, long from, long to) {
        this.handle = handle;
        range = " AND start_second >= " + from + " AND start_second < " + to;
    }

    void run() {
        List<Integer> sensors =
                handle.createQuery("SELECT DISTINCT sensor_id FROM sensor_rollup")
                        .mapTo(Integer.class)
                        .list();
        for (int i = 0; i < sensors.size(); i += SENSORS_AT_ONCE) {
            String some =
                    sensors.subList(i, Math.min(i + SENSORS_AT_ONCE, sensors.size())).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
            delete("sensor_rollup WHERE sensor_id IN (" + some + ")", BucketWidth.OF_SENSORS);
        }
        handle.createQuery(TYPES).mapTo(String.class).list().forEach(this::deleteType);
    }

    private void deleteType(String type) {
        String isIt = " WHERE sensor_type = " + ReadingSql.word(type);
        delete("type_rollup" + isIt, BucketWidth.OF_TYPES);
        delete("type_summary" + isIt, BucketWidth.OF_SUMMARIES);
    }

    private void delete(String which, List<BucketWidth> widths) {
        for (BucketWidth width : widths) {
            String some =
                    "DELETE FROM %s AND width = %d%s LIMIT %d"
                            .formatted(which, width.seconds(), range, ROWS_AT_ONCE);
            int deleted;
            do {
                deleted = TextStatements.execute(handle, some);
            } while (deleted == ROWS_AT_ONCE);
        }
    }
}
