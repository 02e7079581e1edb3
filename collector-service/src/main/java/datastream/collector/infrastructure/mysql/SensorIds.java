package datastream.collector.infrastructure.mysql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The database's ids of sensors; makes one for a sensor that is heard for the first time. Ids never
 * change within a database, so what is cached holds until another one may have taken its place: a
 * replica that had not heard of the newest sensors, or an older backup, gives their ids to others.
 * Everything is forgotten when a connection is new, and when somebody says so. Thread-safe, also
 * across collectors.
 */
final class SensorIds {

    /** A million, or what takes some quarter of a smaller heap: 250 bytes each. */
    private static final long MOST_CACHED =
            Math.min(1_000_000, Runtime.getRuntime().maxMemory() / 1_024);

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

    /** Replaced, not emptied: what is being looked up meanwhile goes into the old one. */
    private volatile Cache<Sensor, Integer> cache = newCache();

    /** The physical connections that the cached ids may be used on. */
    private final Set<Connection> familiar =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private static Cache<Sensor, Integer> newCache() {
        return Caffeine.newBuilder().maximumSize(MOST_CACHED).build();
    }

    /** Every sensor is looked up anew from now on. */
    void forget() {
        cache = newCache();
    }

    /**
     * The id of each reading's sensor, by position.
     *
     * @param handle outside a transaction: new sensors are committed on their own, so that no two
     *     batches wait for each other over a sensor
     */
    int[] resolve(Handle handle, List<Reading> readings) throws SQLException {
        if (familiar.add(handle.getConnection().unwrap(Connection.class))) {
            forget();
        }
        Cache<Sensor, Integer> known = cache;
        Map<Sensor, Integer> ids = new HashMap<>();
        int[] byPosition = new int[readings.size()];
        List<Sensor> missing = lookUp(readings, known, ids, byPosition);
        if (missing.isEmpty()) {
            return byPosition;
        }
        for (int start = 0; start < missing.size(); start += CHUNK) {
            List<Sensor> chunk = missing.subList(start, Math.min(start + CHUNK, missing.size()));
            Map<Sensor, Integer> loaded = load(handle, chunk);
            known.putAll(loaded);
            ids.putAll(loaded);
        }
        return readings.stream().mapToInt(reading -> idOf(reading.sensor(), ids)).toArray();
    }

    /**
     * Looks up what is known, each sensor once.
     *
     * @param ids takes the known ids
     * @param byPosition takes them for each reading
     * @return the sensors that are not known, each once
     */
    private static List<Sensor> lookUp(
            List<Reading> readings,
            Cache<Sensor, Integer> known,
            Map<Sensor, Integer> ids,
            int[] byPosition) {
        Set<Sensor> missing = new LinkedHashSet<>();
        @Nullable Sensor last = null;
        @Nullable Integer id = null;
        for (int i = 0; i < byPosition.length; i++) {
            Sensor sensor = readings.get(i).sensor();
            // Neighbours are often of one sensor.
            if (!sensor.equals(last)) {
                last = sensor;
                id = ids.computeIfAbsent(sensor, known::getIfPresent);
            }
            if (id == null) {
                missing.add(sensor);
            } else {
                byPosition[i] = id;
            }
        }
        return List.copyOf(missing);
    }

    private static int idOf(Sensor sensor, Map<Sensor, Integer> ids) {
        Integer id = ids.get(sensor);
        if (id == null) {
            throw new StoreUnavailable("The database gave no id to " + sensor);
        }
        return id;
    }

    private static Map<Sensor, Integer> load(Handle handle, List<Sensor> sensors) {
        Map<Sensor, Integer> ids = find(handle, sensors);
        List<Sensor> unheard = sensors.stream().filter(s -> !ids.containsKey(s)).toList();
        if (!unheard.isEmpty()) {
            add(handle, unheard);
            ids.putAll(find(handle, unheard));
        }
        return ids;
    }

    private static Map<Sensor, Integer> find(Handle handle, List<Sensor> sensors) {
        return handle.createQuery(FIND)
                .bindMethodsList("sensors", sensors, List.of("type", "id1", "id2"))
                .reduceResultSet(
                        new HashMap<>(),
                        (ids, row, context) -> {
                            Sensor sensor = ReadingColumns.sensor(row, 2);
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
