package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A walk by short statements, each over a window of time and behind the last reading of the one
 * before: no read view is kept open, and no statement is as long as the export.
 *
 * <p>A few sensors are read along the primary key, as many ranges as sensors, and sorted; many
 * along the index on time. Not thread-safe.
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
            "SELECT id, sensor_type, id1, id2 FROM sensor WHERE id IN (<ids>) ORDER BY id";

    /** The driver's way to say: row by row, as they come, and none kept. */
    private static final int STREAM = Integer.MIN_VALUE;

    private final Queries queries;
    private final ReadingFilter filter;
    private final TimeWindow window;

    /** Keys of the sensors, when they are few enough to be read one by one; else null. */
    private final int @Nullable [] sensorIds;

    MySqlReadingWalk(
            Queries queries, ReadingFilter filter, TimeWindow window, int @Nullable [] sensorIds) {
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
        } catch (QueryTimeout e) {
            if (window.narrow()) {
                return List.of();
            }
            throw e;
        }
        if (found.size() < window.portion()) {
            window.passed(found.size(), Duration.ofNanos(System.nanoTime() - began));
        } else {
            window.filled(found.last(), sensorIds != null && sensorIds.length > 1);
        }
        return found.readings();
    }

    private Portion read(Handle handle) {
        Conditions conditions = Conditions.onWalk(filter, window, sensorIds);
        Portion portion = new Portion(window.portion());
        handle.createQuery(NEXT)
                .define("from", way())
                .define("and", conditions.and())
                .define("order", window.order().name())
                .bindMap(conditions.parameters())
                .bind("limit", window.portion())
                .setFetchSize(STREAM)
                .scanResultSet((result, _) -> read(result.get(), portion));
        if (portion.size() > 0) {
            name(handle, portion);
        }
        return portion;
    }

    private static Portion read(ResultSet result, Portion portion) throws SQLException {
        while (result.next()) {
            long micros = Timestamps.fromUtc(result.getObject(2, LocalDateTime.class));
            portion.add(result.getInt(1), micros, result.getDouble(3));
        }
        return portion;
    }

    /** Looked up anew for every portion, so that no name is kept that has changed. */
    private static void name(Handle handle, Portion portion) {
        handle.createQuery(NAMES)
                .define("ids", ReadingSql.list(portion.sensorIds()))
                .map((row, _) -> {
                    Sensor sensor = ReadingColumns.sensor(row, 2);
                    return portion.name(row.getInt(1), sensor);
                })
                .list();
    }

    private String way() {
        if (sensorIds != null) {
            return ALONG_SENSORS;
        }
        return filter.namesSensors() ? ALONG_TIME_WITH_NAMES : ALONG_TIME;
    }
}
