package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.find.LatestReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The newest reading of each sensor, from the end of its part of the primary key. Thread-safe. */
public final class MySqlLatestReadings implements LatestReadings {

    /**
     * The time of the newest reading of sensor {@code s}. Measured on MySQL 9.7: with MAX, or
     * ordered by ts alone, the subquery looks at every reading of the sensor; ordered as the
     * primary key is, at the last, in each partition. So the partitions of the last days come
     * first, and all of them only for a sensor that has been silent since: with 120 partitions that
     * takes a twentieth of the time.
     */
    static final String NEWEST_TIME =
            """
            COALESCE(
                (SELECT n.ts FROM reading n FORCE INDEX (PRIMARY)
                 WHERE n.sensor_id = s.id AND n.ts >= UTC_TIMESTAMP(6) - INTERVAL 2 DAY
                 ORDER BY n.sensor_id DESC, n.ts DESC LIMIT 1),
                (SELECT n.ts FROM reading n FORCE INDEX (PRIMARY) WHERE n.sensor_id = s.id
                 ORDER BY n.sensor_id DESC, n.ts DESC LIMIT 1))
            """;

    /** Keys of sensors alone: who asks for a page must not pay for all that would match. */
    private static final String NEXT_SENSORS =
            "SELECT id FROM sensor WHERE id > :after <and> ORDER BY id LIMIT :limit";

    /** STRAIGHT_JOIN, so that no server begins with the readings. */
    private static final String LATEST =
            """
            SELECT s.id, s.sensor_type, s.id1, s.id2, r.ts, r.sensor_value
            FROM sensor s
            STRAIGHT_JOIN reading r FORCE INDEX (PRIMARY) ON r.sensor_id = s.id AND r.ts =
            """
                    + NEWEST_TIME
                    + """
                    WHERE s.id IN (%s) ORDER BY s.id
                    """;

    /** All statements of a page together. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** When a page lacks readings, since its sensors have none: there may be more of these. */
    private static final int LEAST_FURTHER = 100;

    private final Queries queries;

    public MySqlLatestReadings(Database database) {
        queries = database.queries();
    }

    @Override
    public List<StoredReading> latest(ReadingFilter filter, int afterSensorId, int limit) {
        return queries.run(handle -> latest(handle, filter, afterSensorId, limit));
    }

    /** In place of sensors without a reading, which outlive retention, come those behind them. */
    static List<StoredReading> latest(
            Handle handle, ReadingFilter filter, int afterSensorId, int limit) {
        Conditions conditions = Conditions.onSensor(filter);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        List<StoredReading> found = new ArrayList<>();
        int after = afterSensorId;
        int wanted = Math.min(limit, ReadingSql.LONGEST_LIST);
        int[] sensors = next(handle, conditions, after, wanted);
        addLatest(handle, sensors, found);
        while (sensors.length == wanted && found.size() < limit) {
            if (System.nanoTime() - deadline > 0) {
                throw new QueryTimeout(LONGEST);
            }
            after = sensors[sensors.length - 1];
            wanted = Math.clamp(limit - found.size(), LEAST_FURTHER, ReadingSql.LONGEST_LIST);
            sensors = next(handle, conditions, after, wanted);
            addLatest(handle, sensors, found);
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    private static int[] next(Handle handle, Conditions conditions, int after, int limit) {
        return handle
                .createQuery(NEXT_SENSORS)
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Integer.class)
                .list()
                .stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void addLatest(Handle handle, int[] sensors, List<StoredReading> found) {
        if (sensors.length > 0) {
            TextStatements.forEachRow(
                    handle,
                    LATEST.formatted(ReadingSql.list(sensors)),
                    row -> found.add(MySqlReadingStore.storedReading(row)));
        }
    }
}
