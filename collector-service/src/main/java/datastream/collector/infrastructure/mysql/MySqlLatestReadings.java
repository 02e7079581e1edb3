package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.find.LatestReadings;
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
                    WHERE s.id IN (<sensors>) ORDER BY s.id
                    """;

    private final Queries queries;

    public MySqlLatestReadings(Database database) {
        queries = database.queries();
    }

    @Override
    public List<StoredReading> latest(ReadingFilter filter, int afterSensorId, int limit) {
        return queries.run(handle -> latest(handle, filter, afterSensorId, limit));
    }

    /** Sensors without a reading are few: their place is taken by those behind them. */
    static List<StoredReading> latest(
            Handle handle, ReadingFilter filter, int afterSensorId, int limit) {
        Conditions conditions = Conditions.onSensor(filter);
        List<StoredReading> found = new ArrayList<>();
        int after = afterSensorId;
        while (found.size() < limit) {
            List<Integer> sensors = next(handle, conditions, after, limit - found.size());
            if (sensors.isEmpty()) {
                break;
            }
            found.addAll(ofSensors(handle, sensors));
            after = sensors.getLast();
        }
        return found;
    }

    private static List<Integer> next(Handle handle, Conditions conditions, int after, int limit) {
        return handle.createQuery(NEXT_SENSORS)
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Integer.class)
                .list();
    }

    private static List<StoredReading> ofSensors(Handle handle, List<Integer> sensors) {
        return handle.createQuery(LATEST)
                .bindList("sensors", sensors)
                .map((row, _) -> MySqlReadingStore.storedReading(row))
                .list();
    }
}
