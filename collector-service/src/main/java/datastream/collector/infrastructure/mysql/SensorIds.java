package datastream.collector.infrastructure.mysql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The database's ids of sensors; makes one for a sensor that is heard for the first time. Ids never
 * change, so a bounded cache needs no invalidation. Thread-safe, also across collectors.
 */
final class SensorIds {

    private static final int MOST_CACHED = 1_000_000;
    private static final int CHUNK = 500;

    private static final String ADD =
            """
            INSERT IGNORE INTO sensor (sensor_type, id1, id2) VALUES (:type, :id1, :id2)
            """;

    private static final String FIND =
            """
            SELECT id, sensor_type, id1, id2 FROM sensor
            WHERE (sensor_type, id1, id2) IN (<sensors>)
            """;

    private final Cache<Sensor, Integer> cache =
            Caffeine.newBuilder().maximumSize(MOST_CACHED).build();

    /**
     * The id of each reading's sensor, by position.
     *
     * @param handle outside a transaction: new sensors are committed on their own, so that no two
     *     batches wait for each other over a sensor
     */
    int[] resolve(Handle handle, List<Reading> readings) {
        int[] ids = new int[readings.size()];
        Set<Sensor> missing = new LinkedHashSet<>();
        for (int i = 0; i < ids.length; i++) {
            Integer id = cache.getIfPresent(readings.get(i).sensor());
            if (id == null) {
                missing.add(readings.get(i).sensor());
            } else {
                ids[i] = id;
            }
        }
        if (missing.isEmpty()) {
            return ids;
        }
        load(handle, new ArrayList<>(missing));
        return resolve(handle, readings);
    }

    private void load(Handle handle, List<Sensor> missing) {
        for (int start = 0; start < missing.size(); start += CHUNK) {
            List<Sensor> chunk = missing.subList(start, Math.min(start + CHUNK, missing.size()));
            find(handle, chunk);
            List<Sensor> unheard =
                    chunk.stream().filter(sensor -> cache.getIfPresent(sensor) == null).toList();
            if (!unheard.isEmpty()) {
                add(handle, unheard);
                find(handle, unheard);
            }
        }
    }

    private void find(Handle handle, List<Sensor> sensors) {
        handle.createQuery(FIND)
                .bindMethodsList("sensors", sensors, List.of("type", "id1", "id2"))
                .map((row, context) -> {
                    Sensor sensor = new Sensor(row.getString(2), row.getString(3), row.getInt(4));
                    cache.put(sensor, row.getInt(1));
                    return sensor;
                })
                .list();
    }

    private static void add(Handle handle, List<Sensor> sensors) {
        PreparedBatch batch = handle.prepareBatch(ADD);
        sensors.forEach(sensor -> batch.bindMethods(sensor).add());
        batch.execute();
    }
}
