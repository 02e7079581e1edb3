package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of a WHERE clause: text with named parameters, never with values of a caller in it.
 */
final class Conditions {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private Conditions() {}

    /** The sensor part of a filter, over table sensor. */
    static Conditions onSensor(ReadingFilter filter) {
        Conditions conditions = new Conditions();
        conditions.addAnyOf("sensor_type", filter.sensorTypes());
        conditions.addAnyOf("id1", filter.id1s());
        conditions.addAnyOf("id2", filter.id2s());
        return conditions;
    }

    /** The whole filter, over table reading. */
    static Conditions onReading(ReadingFilter filter) {
        Conditions conditions = new Conditions();
        conditions.add("ts >= :from", "from", utc(filter.fromMicros()));
        conditions.add("ts < :to", "to", utc(filter.toMicros()));
        conditions.add("sensor_value >= :min", "min", filter.minValue());
        conditions.add("sensor_value <= :max", "max", filter.maxValue());
        Conditions sensor = onSensor(filter);
        if (!sensor.texts.isEmpty()) {
            conditions.texts.add(
                    "sensor_id IN (SELECT id FROM sensor WHERE TRUE " + sensor.and() + ")");
            conditions.parameters.putAll(sensor.parameters);
        }
        return conditions;
    }

    /**
     * The filter, on a walk, over table reading. That it begins at the start is said twice: the
     * bound for the time alone is what MySQL begins a scan with when the sensor is given (measured:
     * without it the scan begins at the sensor's first reading), the rest when it is not.
     */
    static Conditions onReading(ReadingFilter filter, Seek seek) {
        Conditions conditions = onReading(filter);
        String beyond = seek.order() == Page.Order.ASC ? ">" : "<";
        String notBefore = beyond + "=";
        conditions.texts.add(
                "ts %s :start AND (ts %s :start OR (ts = :start AND sensor_id %s :start_sensor))"
                        .formatted(notBefore, beyond, seek.included() ? notBefore : beyond));
        conditions.parameters.put("start", Timestamps.toUtc(seek.start().timestampMicros()));
        conditions.parameters.put("start_sensor", seek.start().sensorId());
        return conditions;
    }

    /**
     * The filter in a window of time that begins behind a reading, over table reading as {@code r}.
     * Times and keys, which were made here, are literals: as parameters of a statement that is
     * prepared on the server, MariaDB takes the last times of all for none.
     *
     * @param sensorIds keys of the sensors; null when they are named, if at all, in a table sensor
     *     that is joined
     */
    static Conditions onWalk(ReadingFilter filter, TimeWindow window, int @Nullable [] sensorIds) {
        Conditions conditions = sensorIds == null ? onSensor(filter) : new Conditions();
        if (sensorIds != null) {
            conditions.texts.add("r.sensor_id IN (" + ReadingSql.list(sensorIds) + ")");
        }
        conditions.texts.add("r.ts >= " + ReadingSql.literal(window.from()));
        conditions.texts.add("r.ts <= " + ReadingSql.literal(window.to()));
        conditions.add("r.sensor_value >= :min", "min", filter.minValue());
        conditions.add("r.sensor_value <= :max", "max", filter.maxValue());
        ReadingId after = window.after();
        if (after != null) {
            String beyond = window.order() == Page.Order.ASC ? ">" : "<";
            conditions.texts.add(
                    "(r.ts <> "
                            + ReadingSql.literal(after.timestampMicros())
                            + " OR r.sensor_id "
                            + beyond
                            + after.sensorId()
                            + ")");
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

    private void addAnyOf(String column, Set<?> values) {
        if (values.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (Object value : values) {
            String name = column + "_" + names.size();
            names.add(":" + name);
            parameters.put(name, value);
        }
        texts.add(column + " IN (" + String.join(", ", names) + ")");
    }

    private static @Nullable Object utc(@Nullable Long micros) {
        return micros == null ? null : Timestamps.toUtc(micros);
    }
}
