package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filter as SQL: conditions with named parameters, never with values in the text. */
final class FilterSql {

    private final List<String> sensorConditions = new ArrayList<>();
    private final List<String> readingConditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    FilterSql(ReadingFilter filter) {
        add(sensorConditions, "sensor_type = :sensor_type", "sensor_type", filter.sensorType());
        add(sensorConditions, "id1 = :id1", "id1", filter.id1());
        add(sensorConditions, "id2 = :id2", "id2", filter.id2());
        add(readingConditions, "ts >= :from", "from", utc(filter.fromMicros()));
        add(readingConditions, "ts < :to", "to", utc(filter.toMicros()));
        if (!sensorConditions.isEmpty()) {
            readingConditions.add("sensor_id IN (SELECT id FROM sensor " + whereSensor() + ")");
        }
    }

    /** WHERE over table sensor; empty when nothing restricts it. */
    String whereSensor() {
        return where(sensorConditions);
    }

    /** WHERE over table reading; empty when nothing restricts it. */
    String whereReading() {
        return where(readingConditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Only those that {@link #whereSensor} names. */
    Map<String, Object> sensorParameters() {
        Map<String, Object> own = new HashMap<>(parameters);
        own.keySet().retainAll(List.of("sensor_type", "id1", "id2"));
        return own;
    }

    private void add(
            List<String> conditions, String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }

    private static @Nullable Object utc(@Nullable Long micros) {
        return micros == null ? null : Timestamps.toUtc(micros);
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    }
}
