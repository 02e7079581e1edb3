package datastream.collector.domain;

import datastream.reading.InvalidField;
import datastream.reading.Sensor;
import datastream.reading.SensorScope;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which readings are meant: those that match every part, where a part of several values matches any
 * of them, and an absent or empty part restricts nothing. The one filter of find, edit, delete,
 * aggregate and export.
 *
 * @param sensorTypes sensor types, in order, at most {@link #MOST_VALUES}; empty for any
 * @param id1s id1s, likewise
 * @param id2s id2s, likewise
 * @param fromMicros first instant that is included, microseconds since 1970, or null for no bound
 * @param toMicros first instant that is no longer included, or null for no bound
 * @param minValue least value that is included, finite and never a negative zero, or null for no
 *     bound
 * @param maxValue greatest value that is included, likewise
 * @param scope the sensors that the one who asks is limited to, whatever else is said
 */
public record ReadingFilter(
        Set<String> sensorTypes,
        Set<String> id1s,
        Set<Integer> id2s,
        @Nullable Long fromMicros,
        @Nullable Long toMicros,
        @Nullable Double minValue,
        @Nullable Double maxValue,
        SensorScope scope) {

    public static final int MOST_VALUES = 100;

    /** Every reading. */
    public static final ReadingFilter ALL = ofSensors(Set.of(), Set.of(), Set.of());

    /**
     * @throws InvalidField naming the part that breaks its rule
     */
    public ReadingFilter {
        sensorTypes = ordered("sensor_type", sensorTypes);
        id1s = ordered("id1", id1s);
        id2s = ordered("id2", id2s);
        sensorTypes.forEach(Sensor::checkType);
        id1s.forEach(Sensor::checkId1);
        id2s.forEach(Sensor::checkId2);
        minValue = finite("min_value", minValue);
        maxValue = finite("max_value", maxValue);
        if (fromMicros != null && toMicros != null && fromMicros > toMicros) {
            throw new InvalidField("from", "must not be after to");
        }
        if (minValue != null && maxValue != null && minValue > maxValue) {
            throw new InvalidField("min_value", "must not be above max_value");
        }
    }

    /** For one who is not limited. */
    public ReadingFilter(
            Set<String> sensorTypes,
            Set<String> id1s,
            Set<Integer> id2s,
            @Nullable Long fromMicros,
            @Nullable Long toMicros,
            @Nullable Double minValue,
            @Nullable Double maxValue) {
        this(
                sensorTypes,
                id1s,
                id2s,
                fromMicros,
                toMicros,
                minValue,
                maxValue,
                SensorScope.UNLIMITED);
    }

    /** Every reading of some sensors. */
    public static ReadingFilter ofSensors(
            Set<String> sensorTypes, Set<String> id1s, Set<Integer> id2s) {
        return new ReadingFilter(sensorTypes, id1s, id2s, null, null, null, null);
    }

    /**
     * The same that also ends before an instant, unless it ends at another one already, or begins
     * later.
     */
    public ReadingFilter endingBy(long micros) {
        if (toMicros != null || (fromMicros != null && fromMicros > micros)) {
            return this;
        }
        return new ReadingFilter(
                sensorTypes, id1s, id2s, fromMicros, micros, minValue, maxValue, scope);
    }

    /**
     * The same from an instant on.
     *
     * @param micros not after its end
     */
    public ReadingFilter from(long micros) {
        return new ReadingFilter(
                sensorTypes, id1s, id2s, micros, toMicros, minValue, maxValue, scope);
    }

    /**
     * The same, whatever its times were, from one instant up to another.
     *
     * @param micros not after its end
     * @param endMicros null for no end
     */
    public ReadingFilter during(long micros, @Nullable Long endMicros) {
        return new ReadingFilter(
                sensorTypes, id1s, id2s, micros, endMicros, minValue, maxValue, scope);
    }

    /** Whether it restricts the sensors. */
    public boolean namesSensors() {
        return !(sensorTypes.isEmpty() && id1s.isEmpty() && id2s.isEmpty() && scope.isUnlimited());
    }

    /** Whether it means one sensor, and says which. */
    public boolean namesOneSensor() {
        return sensorTypes.size() == 1 && id1s.size() == 1 && id2s.size() == 1;
    }

    /** Whether all sensors of some types are meant, or all there are. */
    public boolean isOfTypes() {
        return id1s.isEmpty() && id2s.isEmpty() && scope.id1Prefixes().isEmpty();
    }

    /** Equal filters list their values in the same order, so that what is made of them is equal. */
    private static <T> Set<T> ordered(String field, Set<T> values) {
        if (values.size() > MOST_VALUES) {
            throw new InvalidField(
                    field, "must have at most " + MOST_VALUES + " values, not " + values.size());
        }
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }

    /** Zero has two signs, which equal each other everywhere but in Double's own equals. */
    private static @Nullable Double finite(String field, @Nullable Double value) {
        if (value == null) {
            return null;
        }
        if (!Double.isFinite(value)) {
            throw new InvalidField(field, "must be a finite number");
        }
        return value + 0.0;
    }
}
