package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ChangeFilter;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.domain.audit.AuditFilter;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.reading.SensorScope;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of a WHERE clause: text with named parameters, never with values of a caller in it.
 */
final class Conditions {

    private static final String AFTER =
            "%1$ssensor_id >= :after_sensor AND (%1$ssensor_id > :after_sensor OR (%1$ssensor_id = :after_sensor AND %1$sts > :after))";

    private static final String UP_TO =
            "%1$ssensor_id <= :up_to_sensor AND (%1$ssensor_id < :up_to_sensor OR (%1$ssensor_id = :up_to_sensor AND %1$sts <= :up_to))";

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private Conditions() {}

    /** The sensor part of a filter, over table sensor. */
    static Conditions onSensor(ReadingFilter filter) {
        Conditions conditions = new Conditions();
        conditions.addAnyOf("sensor_type", filter.sensorTypes());
        conditions.addAnyOf("id1", filter.id1s());
        conditions.addAnyOf("id2", filter.id2s());
        conditions.addScope(filter.scope());
        return conditions;
    }

    /** The whole filter, over table reading. */
    static Conditions onReading(ReadingFilter filter) {
        Conditions conditions = onTime(filter);
        conditions.addValue(filter);
        Conditions sensor = onSensor(filter);
        if (!sensor.texts.isEmpty()) {
            conditions.texts.add(
                    "sensor_id IN (SELECT id FROM sensor WHERE TRUE " + sensor.and() + ")");
            conditions.parameters.putAll(sensor.parameters);
        }
        return conditions;
    }

    /** The part for the time, over table reading. */
    private static Conditions onTime(ReadingFilter filter) {
        Conditions conditions = new Conditions();
        conditions.add("ts >= :from", "from", utc(filter.fromMicros()));
        conditions.add("ts < :to", "to", utc(filter.toMicros()));
        return conditions;
    }

    private void addValue(ReadingFilter filter) {
        add("sensor_value >= :min", "min", filter.minValue());
        add("sensor_value <= :max", "max", filter.maxValue());
    }

    /**
     * What a job looks at next, over table reading: the filter's time alone, so that however few
     * match, a step has an end.
     */
    static Conditions onKeys(ReadingFilter filter, List<Integer> sensorIds, KeyRange range) {
        Conditions conditions = onTime(filter);
        conditions.addSensorIds(sensorIds);
        conditions.add(range, "");
        return conditions;
    }

    /** What a job changes next, over table reading. */
    static Conditions onReading(ReadingFilter filter, List<Integer> sensorIds, KeyRange range) {
        Conditions conditions = onKeys(filter, sensorIds, range);
        conditions.addValue(filter);
        return conditions;
    }

    /** Keys in a range, over any table that has them. */
    static Conditions onKeys(KeyRange range, String table) {
        Conditions conditions = new Conditions();
        conditions.add(range, table);
        return conditions;
    }

    private void addSensorIds(List<Integer> ids) {
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        texts.add("sensor_id IN (" + list + ")");
    }

    /** Said twice, as for a walk: the bound for the sensor alone is what a scan begins with. */
    private void add(KeyRange range, String table) {
        addBound(AFTER, "after", table, range.after());
        addBound(UP_TO, "up_to", table, range.upTo());
    }

    private void addBound(String text, String name, String table, @Nullable ReadingId key) {
        if (key != null) {
            texts.add(text.formatted(table));
            parameters.put(name, Timestamps.toUtc(key.timestampMicros()));
            parameters.put(name + "_sensor", key.sensorId());
        }
    }

    /** The filter over table reading_change. */
    static Conditions onChange(ChangeFilter filter) {
        Conditions conditions = new Conditions();
        ChangeTask.Kind kind = filter.kind();
        conditions.add("c.kind = :kind", "kind", kind == null ? null : kind.name());
        conditions.add("c.username = :username", "username", filter.user());
        conditions.add("c.created_at >= :from", "from", utc(filter.fromMicros()));
        conditions.add("c.created_at < :to", "to", utc(filter.toMicros()));
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
        conditions.texts.add("r.ts >= " + ReadingSql.timestamp(window.from()));
        conditions.texts.add("r.ts <= " + ReadingSql.timestamp(window.to()));
        conditions.add("r.sensor_value >= :min", "min", filter.minValue());
        conditions.add("r.sensor_value <= :max", "max", filter.maxValue());
        ReadingId after = window.after();
        if (after != null) {
            String beyond = window.order() == Page.Order.ASC ? ">" : "<";
            conditions.texts.add(
                    "(r.ts <> "
                            + ReadingSql.timestamp(after.timestampMicros())
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

    /** The filter over table audit_event. */
    static Conditions onAudit(AuditFilter filter) {
        Conditions conditions = new Conditions();
        AuditKind kind = filter.kind();
        Source source = filter.source();
        conditions.add("kind = :kind", "kind", kind == null ? null : kind.wireName());
        conditions.add("actor = :actor", "actor", filter.actor());
        conditions.add("account = :account", "account", filter.account());
        conditions.add("source = :source", "source", source == null ? null : source.address());
        conditions.add("first_at >= :from", "from", utc(filter.fromMicros()));
        conditions.add("first_at < :to", "to", utc(filter.toMicros()));
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
        List<String> names = bound(column, values);
        texts.add(column + " IN (" + String.join(", ", names) + ")");
    }

    /** Prefixes are letters alone, none of which means more to LIKE. */
    private void addScope(SensorScope scope) {
        if (!scope.sensorTypes().isEmpty()) {
            List<String> names = bound("scope_type", scope.sensorTypes());
            texts.add("sensor_type IN (" + String.join(", ", names) + ")");
        }
        if (!scope.id1Prefixes().isEmpty()) {
            List<String> patterns = scope.id1Prefixes().stream().map(p -> p + "%").toList();
            List<String> names = bound("scope_id1", patterns);
            texts.add("(id1 LIKE " + String.join(" OR id1 LIKE ", names) + ")");
        }
    }

    private List<String> bound(String prefix, Collection<?> values) {
        List<String> names = new ArrayList<>();
        for (Object value : values) {
            String name = prefix + "_" + names.size();
            names.add(":" + name);
            parameters.put(name, value);
        }
        return names;
    }

    private static @Nullable Object utc(@Nullable Long micros) {
        return micros == null ? null : Timestamps.toUtc(micros);
    }
}
