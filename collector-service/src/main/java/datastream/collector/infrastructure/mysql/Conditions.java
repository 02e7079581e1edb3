package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Door;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.ReadingFilter;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions of a WHERE clause: text with named parameters, never with values in it. */
final class Conditions {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private Conditions() {}

    /** The sensor part of a filter, over table sensor. */
    static Conditions onSensor(ReadingFilter filter) {
        Conditions conditions = new Conditions();
        conditions.add("sensor_type = :sensor_type", "sensor_type", filter.sensorType());
        conditions.add("id1 = :id1", "id1", filter.id1());
        conditions.add("id2 = :id2", "id2", filter.id2());
        return conditions;
    }

    /** The whole filter, over table reading. */
    static Conditions onReading(ReadingFilter filter) {
        Conditions conditions = new Conditions();
        conditions.add("ts >= :from", "from", utc(filter.fromMicros()));
        conditions.add("ts < :to", "to", utc(filter.toMicros()));
        Conditions sensor = onSensor(filter);
        if (!sensor.texts.isEmpty()) {
            conditions.texts.add(
                    "sensor_id IN (SELECT id FROM sensor WHERE TRUE " + sensor.and() + ")");
            conditions.parameters.putAll(sensor.parameters);
        }
        return conditions;
    }

    /** The filter over table quarantine. */
    static Conditions onQuarantine(QuarantineFilter filter) {
        Conditions conditions = new Conditions();
        Door door = filter.door();
        Quarantined.Reason reason = filter.reason();
        conditions.add("door = :door", "door", door == null ? null : door.wireName());
        conditions.add("reason = :reason", "reason", reason == null ? null : reason.wireName());
        conditions.add("last_received_at >= :from", "from", utc(filter.fromMicros()));
        conditions.add("last_received_at < :to", "to", utc(filter.toMicros()));
        if (filter.readingsOnly()) {
            conditions.texts.add("whole");
            conditions.add(
                    "reason <> :malformed", "malformed", Quarantined.Reason.MALFORMED.wireName());
        }
        return conditions;
    }

    /** For behind {@code WHERE TRUE}: each condition with an AND before it. */
    String and() {
        return texts.isEmpty() ? "" : "AND " + String.join(" AND ", texts);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void add(String text, String name, @Nullable Object value) {
        if (value != null) {
            texts.add(text);
            parameters.put(name, value);
        }
    }

    private static @Nullable Object utc(@Nullable Long micros) {
        return micros == null ? null : Timestamps.toUtc(micros);
    }
}
