package datastream.collector.infrastructure.mysql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Map<Sensor, Integer> ids = new HashMap<>();
        for (Reading reading : readings) {
            ids.computeIfAbsent(reading.sensor(), cache::getIfPresent);
        }
        List<Sensor> missing =
                readings.stream()
                        .map(Reading::sensor)
                        .filter(sensor -> !ids.containsKey(sensor))
                        .distinct()
                        .toList();
        for (int start = 0; start < missing.size(); start += CHUNK) {
            List<Sensor> chunk = missing.subList(start, Math.min(start + CHUNK, missing.size()));
            ids.putAll(load(handle, chunk));
        }
        return readings.stream().mapToInt(reading -> idOf(reading.sensor(), ids)).toArray();
    }

    private static int idOf(Sensor sensor, Map<Sensor, Integer> ids) {
        Integer id = ids.get(sensor);
        if (id == null) {
            throw new StoreUnavailable("The database gave no id to " + sensor);
        }
        return id;
    }

    private Map<Sensor, Integer> load(Handle handle, List<Sensor> sensors) {
        Map<Sensor, Integer> ids = find(handle, sensors);
        List<Sensor> unheard = sensors.stream().filter(s -> !ids.containsKey(s)).toList();
        if (!unheard.isEmpty()) {
            add(handle, unheard);
            ids.putAll(find(handle, unheard));
        }
        cache.putAll(ids);
        return ids;
    }

    private static Map<Sensor, Integer> find(Handle handle, List<Sensor> sensors) {
        return handle.createQuery(FIND)
                .bindMethodsList("sensors", sensors, List.of("type", "id1", "id2"))
                .reduceResultSet(
                        new HashMap<>(),
                        (ids, row, context) -> {
                            Sensor sensor =
                                    new Sensor(row.getString(2), row.getString(3), row.getInt(4));
                            ids.put(sensor, row.getInt(1));
                            return ids;
                        });
    }

    private static void add(Handle handle, List<Sensor> sensors) {
        PreparedBatch batch = handle.prepareBatch(ADD);
        sensors.forEach(sensor -> batch.bindMethods(sensor).add());
        batch.execute();
    }
}
