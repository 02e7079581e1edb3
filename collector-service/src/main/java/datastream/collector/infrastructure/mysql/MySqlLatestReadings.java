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

    /** Keys of sensors alone: who asks for a page must not pay for all that would match. */
    private static final String NEXT_SENSORS =
            "SELECT id FROM sensor WHERE id > :after <and> ORDER BY id LIMIT :limit";

    /** All statements of a page together. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** When a page lacks readings, since its sensors have none: there may be more of these. */
    private static final int LEAST_FURTHER = 100;

    private final Queries queries;
    private final NewestTime newestTime = new NewestTime();

    public MySqlLatestReadings(Database database) {
        queries = database.queries();
    }

    @Override
    public List<StoredReading> latest(ReadingFilter filter, int afterSensorId, int limit) {
        return queries.run(handle -> latest(handle, filter, afterSensorId, limit));
    }

    /** In place of sensors without a reading, which outlive retention, come those behind them. */
    List<StoredReading> latest(Handle handle, ReadingFilter filter, int afterSensorId, int limit) {
        Conditions conditions = Conditions.onSensor(filter);
        String time = newestTime.sql(handle);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        List<StoredReading> found = new ArrayList<>();
        int after = afterSensorId;
        int wanted = Math.min(limit, ReadingSql.LONGEST_LIST);
        boolean more = true;
        while (more && found.size() < limit) {
            if (System.nanoTime() - deadline > 0) {
                throw new QueryTimeout(LONGEST);
            }
            int[] sensors = next(handle, conditions, after, wanted);
            more = sensors.length == wanted;
            if (sensors.length > 0) {
                addLatest(handle, time, sensors, found);
                after = sensors[sensors.length - 1];
            }
            wanted = Math.clamp(limit - found.size(), LEAST_FURTHER, ReadingSql.LONGEST_LIST);
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

    private static void addLatest(
            Handle handle, String time, int[] sensors, List<StoredReading> found) {
        TextStatements.forEachRow(
                handle,
                latest(time, sensors),
                row -> found.add(MySqlReadingStore.storedReading(row)));
    }

    /** STRAIGHT_JOIN, so that no server begins with the readings. */
    private static String latest(String time, int[] sensors) {
        return """
        SELECT s.id, s.sensor_type, s.id1, s.id2, r.ts, r.sensor_value
        FROM sensor s
        STRAIGHT_JOIN reading r FORCE INDEX (PRIMARY) ON r.sensor_id = s.id AND r.ts = %s
        WHERE s.id IN (%s) ORDER BY s.id
        """
                .formatted(time, ReadingSql.list(sensors));
    }
}
