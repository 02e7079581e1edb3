package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A walk by short statements, each over a window of time and behind the last reading of the one
 * before: no read view is kept open, and no statement is as long as the export.
 *
 * <p>A few sensors are read along the primary key, as many ranges as sensors, and sorted; many, or
 * all, along the index on time. Not thread-safe.
 */
final class MySqlReadingWalk implements ReadingWalk {

    /** Without the sensors' names: sending and joining them would cost more than the rest. */
    private static final String NEXT =
            """
            SELECT r.sensor_id, r.ts, r.sensor_value FROM reading r <from>
            WHERE TRUE <and>
            ORDER BY r.ts <order>, r.sensor_id <order> LIMIT :limit
            """;

    private static final String ALONG_SENSORS = "FORCE INDEX (PRIMARY)";
    private static final String ALONG_TIME = "FORCE INDEX (reading_by_time)";
    private static final String ALONG_TIME_WITH_NAMES =
            ALONG_TIME + " STRAIGHT_JOIN sensor s ON s.id = r.sensor_id";

    private static final String NAMES =
            "SELECT id, sensor_type, id1, id2 FROM sensor WHERE id IN (<ids>)";

    private final Queries queries;
    private final ReadingFilter filter;
    private final TimeWindow window;

    /** Keys of the sensors, when they are few enough to be read one by one; else null. */
    private final @Nullable Set<Integer> sensorIds;

    MySqlReadingWalk(
            Queries queries,
            ReadingFilter filter,
            TimeWindow window,
            @Nullable Set<Integer> sensorIds) {
        this.queries = queries;
        this.filter = filter;
        this.window = window;
        this.sensorIds = sensorIds;
    }

    @Override
    public @Nullable List<StoredReading> next() {
        if (window.isEmpty()) {
            return null;
        }
        long began = System.nanoTime();
        Portion found;
        try {
            found = queries.run(this::read);
        } catch (StoreUnavailable e) {
            if (SqlFailures.isTimeLimit(e) && window.narrow()) {
                return List.of();
            }
            throw e;
        }
        if (found.rows.size() < window.portion()) {
            window.passed(found.rows.size(), Duration.ofNanos(System.nanoTime() - began));
        } else {
            window.filled(found.rows.getLast().id(), sensorIds != null && sensorIds.size() > 1);
        }
        return found.readings();
    }

    private Portion read(Handle handle) {
        Conditions conditions = Conditions.onWalk(filter, window, sensorIds);
        List<Row> rows =
                handle.createQuery(NEXT)
                        .define("from", way())
                        .define("and", conditions.and())
                        .define("order", window.order().name())
                        .bindMap(conditions.parameters())
                        .bind("limit", window.portion())
                        .scanResultSet((result, _) -> rows(result.get()));
        return new Portion(rows, names(handle, rows));
    }

    private String way() {
        if (sensorIds != null) {
            return ALONG_SENSORS;
        }
        return filter.namesSensors() ? ALONG_TIME_WITH_NAMES : ALONG_TIME;
    }

    private record Row(ReadingId id, double value) {}

    /**
     * What a statement has found.
     *
     * @param sensors by key
     */
    private record Portion(List<Row> rows, Map<Integer, Sensor> sensors) {

        List<StoredReading> readings() {
            List<StoredReading> readings = new ArrayList<>(rows.size());
            for (Row row : rows) {
                Sensor sensor = sensors.get(row.id.sensorId());
                // A reading whose sensor is gone has no name; find leaves it out as well.
                if (sensor != null) {
                    Reading reading = new Reading(sensor, row.id.timestampMicros(), row.value);
                    readings.add(new StoredReading(row.id, reading));
                }
            }
            return readings;
        }
    }

    private static List<Row> rows(ResultSet result) throws SQLException {
        List<Row> rows = new ArrayList<>();
        while (result.next()) {
            long micros = Timestamps.fromUtc(result.getObject(2, LocalDateTime.class));
            rows.add(new Row(new ReadingId(result.getInt(1), micros), result.getDouble(3)));
        }
        return rows;
    }

    /** Looked up anew for every portion, so that no name is kept that has changed. */
    private static Map<Integer, Sensor> names(Handle handle, List<Row> rows) {
        Set<Integer> ids = new TreeSet<>();
        rows.forEach(row -> ids.add(row.id.sensorId()));
        if (ids.isEmpty()) {
            return Map.of();
        }
        return handle.createQuery(NAMES)
                .bindList("ids", List.copyOf(ids))
                .reduceResultSet(
                        new HashMap<>(),
                        (names, row, _) -> {
                            Sensor sensor =
                                    new Sensor(row.getString(2), row.getString(3), row.getInt(4));
                            names.put(row.getInt(1), sensor);
                            return names;
                        });
    }
}
