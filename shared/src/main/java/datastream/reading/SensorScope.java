package datastream.reading;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which sensors somebody may hand in or see: those of some types whose id1 begins in one of some
 * ways. An empty part limits nothing. Immutable.
 *
 * @param sensorTypes sensor types, in order, at most {@link #MOST_VALUES}; empty for any
 * @param id1Prefixes what an id1 may begin with, 1 to 32 capital letters each, likewise
 */
public record SensorScope(Set<String> sensorTypes, Set<String> id1Prefixes) {

    public static final int MOST_VALUES = 20;

    /** So that a thousand bad readings do not tell a long list a thousand times. */
    private static final int MOST_NAMED = 3;

    /** Every sensor. */
    public static final SensorScope UNLIMITED = new SensorScope(Set.of(), Set.of());

    /**
     * @throws InvalidField for field {@code sensor_types} or {@code id1_prefixes}, when there are
     *     too many or one can be of no sensor
     */
    public SensorScope {
        sensorTypes = ordered("sensor_types", sensorTypes);
        id1Prefixes = ordered("id1_prefixes", id1Prefixes);
        checkAll(sensorTypes, id1Prefixes);
    }

    private static void checkAll(Set<String> sensorTypes, Set<String> id1Prefixes) {
        String field = "sensor_types";
        try {
            sensorTypes.forEach(Sensor::checkType);
            field = "id1_prefixes";
            id1Prefixes.forEach(Sensor::checkId1);
        } catch (InvalidField e) {
            throw new InvalidField(field, e.rule());
        }
    }

    private static Set<String> ordered(String field, Set<String> values) {
        if (values.size() > MOST_VALUES) {
            throw new InvalidField(
                    field, "must have at most " + MOST_VALUES + " values, not " + values.size());
        }
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }

    /** Whether it means every sensor. */
    public boolean isUnlimited() {
        return sensorTypes.isEmpty() && id1Prefixes.isEmpty();
    }

    /** Whether a sensor of this type and id1 belongs to it; any text may be asked for. */
    public boolean covers(String sensorType, String id1) {
        return coversType(sensorType) && coversId1(id1);
    }

    public boolean covers(Sensor sensor) {
        return covers(sensor.type(), sensor.id1());
    }

    private boolean coversType(String sensorType) {
        return sensorTypes.isEmpty() || sensorTypes.contains(sensorType);
    }

    private boolean coversId1(String id1) {
        return id1Prefixes.isEmpty() || id1Prefixes.stream().anyMatch(id1::startsWith);
    }

    /** Why a sensor does not belong to it, for the one who is limited; null when it does. */
    public @Nullable InvalidField fault(Sensor sensor) {
        if (!coversType(sensor.type())) {
            return InvalidField.of("sensor_type", rule("must be", sensorTypes), sensor.type());
        }
        return coversId1(sensor.id1())
                ? null
                : InvalidField.of("id1", rule("must begin with", id1Prefixes), sensor.id1());
    }

    private static String rule(String verb, Set<String> values) {
        String some = String.join(" or ", values.stream().limit(MOST_NAMED).toList());
        String others = values.size() > MOST_NAMED ? " or others" : "";
        return verb + " " + some + others + " for this key";
    }
}
