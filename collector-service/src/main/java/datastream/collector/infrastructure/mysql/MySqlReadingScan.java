package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.aggregate.ReadingScan;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A scan along the primary key by short statements, each over some sensors. Where a statement's
 * portion ends within a sensor, the rest of that sensor comes by statements of its own, so that no
 * statement looks at anything that an earlier one has given. Not thread-safe.
 */
final class MySqlReadingScan implements ReadingScan {

    private static final String NEXT =
            """
            SELECT sensor_id, ts, sensor_value FROM reading FORCE INDEX (PRIMARY)
            WHERE TRUE <and>
            ORDER BY sensor_id, ts LIMIT :limit
            """;

    /** Each is a range that the server plans anew. */
    private static final int SENSORS_AT_ONCE = 200;

    private final Queries queries;
    private final ReadingFilter filter;
    private final Map<Integer, Sensor> sensors;
    private final int portion;

    /** In order. */
    private final List<Integer> sensorIds;

    /** Position of the first sensor that is not begun. */
    private int next;

    /** Last reading given of a sensor that may have more. */
    private @Nullable ReadingId begun;

    /**
     * @param sensors all that match, by their keys, in order
     * @param portion most readings of a statement
     */
    MySqlReadingScan(
            Queries queries, ReadingFilter filter, Map<Integer, Sensor> sensors, int portion) {
        this.queries = queries;
        this.filter = filter;
        this.sensors = sensors;
        this.portion = portion;
        sensorIds = List.copyOf(sensors.keySet());
    }

    @Override
    public @Nullable List<StoredReading> next() {
        ReadingId last = begun;
        if (last != null) {
            return goOn(last);
        }
        if (next == sensorIds.size()) {
            return null;
        }
        int end = Math.min(next + SENSORS_AT_ONCE, sensorIds.size());
        List<StoredReading> found = read(filter, sensorIds.subList(next, end));
        begun = lastOfFull(found);
        next = begun == null ? end : sensorIds.indexOf(begun.sensorId()) + 1;
        return found;
    }

    /** An instant has one reading of a sensor, so the rest begins a microsecond later. */
    private List<StoredReading> goOn(ReadingId last) {
        List<StoredReading> found =
                read(filter.from(last.timestampMicros() + 1), List.of(last.sensorId()));
        begun = lastOfFull(found);
        return found;
    }

    private @Nullable ReadingId lastOfFull(List<StoredReading> found) {
        if (found.size() < portion) {
            return null;
        }
        ReadingId last = found.getLast().id();
        return last.timestampMicros() == Timestamps.LATEST_MICROS ? null : last;
    }

    private List<StoredReading> read(ReadingFilter part, List<Integer> ids) {
        return queries.run(handle -> read(handle, part, ids));
    }

    private List<StoredReading> read(Handle handle, ReadingFilter part, List<Integer> ids) {
        Conditions conditions = Conditions.onReading(part, ids, KeyRange.ALL);
        return handle.createQuery(NEXT)
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .bind("limit", portion)
                .scanResultSet((result, _) -> read(result.get()));
    }

    private List<StoredReading> read(ResultSet result) throws SQLException {
        List<StoredReading> readings = new ArrayList<>();
        while (result.next()) {
            int sensorId = result.getInt(1);
            Sensor sensor = sensors.get(sensorId);
            if (sensor != null) {
                long micros = Timestamps.fromUtc(result.getObject(2, LocalDateTime.class));
                readings.add(
                        new StoredReading(
                                new ReadingId(sensorId, micros),
                                new Reading(sensor, micros, result.getDouble(3))));
            }
        }
        return readings;
    }
}
