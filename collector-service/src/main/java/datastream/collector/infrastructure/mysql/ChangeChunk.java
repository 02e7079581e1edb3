package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.reading.Timestamps;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The next part of a job, in the order of the primary key: a limited number of readings of a
 * limited number of sensors, however few of them match by value. Each part begins where the last
 * one ended, so that a job passes every reading once.
 *
 * @param sensorIds the sensors that it is about; none for an undo
 * @param range the keys that it is about; one without an end is the last
 */
record ChangeChunk(List<Integer> sensorIds, KeyRange range) {

    /** Readings in one transaction of a job: what it costs those who store the same readings. */
    static final int USUAL = 5_000;

    private static final int MOST_SENSORS = MySqlReadingWalks.MOST_SENSORS;

    private static final String SENSORS =
            "SELECT id FROM sensor WHERE id >= :first <and> ORDER BY id LIMIT :most";

    private static final String LAST_OF_READINGS =
            """
            SELECT sensor_id, ts FROM reading FORCE INDEX (PRIMARY) WHERE TRUE <and>
            ORDER BY sensor_id, ts LIMIT 1 OFFSET :others
            """;

    private static final String LAST_OF_CHANGE =
            """
            SELECT c.sensor_id, c.ts FROM changed_reading c FORCE INDEX (PRIMARY)
            WHERE c.change_id = :change <and>
            ORDER BY c.sensor_id, c.ts LIMIT 1 OFFSET :others
            """;

    ChangeChunk {
        sensorIds = List.copyOf(sensorIds);
    }

    /**
     * @param after where the last part ended; null for the first
     * @param size readings that it has at most
     */
    static ChangeChunk ofReadings(
            Handle handle, ReadingFilter filter, @Nullable ReadingId after, int size) {
        List<Integer> sensors = sensors(handle, filter, after == null ? 0 : after.sensorId());
        if (sensors.isEmpty()) {
            return new ChangeChunk(sensors, new KeyRange(after, null));
        }
        Conditions rest = Conditions.onKeys(filter, sensors, new KeyRange(after, null));
        ReadingId last =
                last(
                        handle.createQuery(LAST_OF_READINGS)
                                .define("and", rest.and())
                                .bindMap(rest.parameters()),
                        size);
        if (last == null && sensors.size() == MOST_SENSORS) {
            last = new ReadingId(sensors.getLast(), Timestamps.LATEST_MICROS);
        }
        return new ChangeChunk(sensors, new KeyRange(after, last));
    }

    private static List<Integer> sensors(Handle handle, ReadingFilter filter, int first) {
        Conditions conditions = Conditions.onSensor(filter);
        return handle.createQuery(SENSORS)
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .bind("first", first)
                .bind("most", MOST_SENSORS)
                .mapTo(Integer.class)
                .list();
    }

    /** The next part of what another change has changed. */
    static ChangeChunk ofChange(Handle handle, long change, @Nullable ReadingId after, int size) {
        Conditions rest = Conditions.onKeys(new KeyRange(after, null), "c.");
        ReadingId last =
                last(
                        handle.createQuery(LAST_OF_CHANGE)
                                .define("and", rest.and())
                                .bindMap(rest.parameters())
                                .bind("change", change),
                        size);
        return new ChangeChunk(List.of(), new KeyRange(after, last));
    }

    private static @Nullable ReadingId last(Query query, int size) {
        return query.bind("others", size - 1)
                .map((row, _) -> ReadingColumns.readingId(row, 1))
                .findOne()
                .orElse(null);
    }
}
