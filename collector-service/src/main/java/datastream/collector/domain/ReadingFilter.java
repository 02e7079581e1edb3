package datastream.collector.domain;

import datastream.reading.InvalidField;
import datastream.reading.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * Which readings are meant; an absent part restricts nothing. The one filter of find, edit, delete,
 * aggregate and export.
 *
 * @param sensorType sensor type, or null for any
 * @param id1 id1, or null for any
 * @param id2 id2, or null for any
 * @param fromMicros first instant that is included, microseconds since 1970, or null for no bound
 * @param toMicros first instant that is no longer included, or null for no bound
 */
public record ReadingFilter(
        @Nullable String sensorType,
        @Nullable String id1,
        @Nullable Integer id2,
        @Nullable Long fromMicros,
        @Nullable Long toMicros) {

    /**
     * @throws InvalidField naming the part that breaks its rule
     */
    public ReadingFilter {
        if (sensorType != null) {
            Sensor.checkType(sensorType);
        }
        if (id1 != null) {
            Sensor.checkId1(id1);
        }
        if (id2 != null) {
            Sensor.checkId2(id2);
        }
        if (fromMicros != null && toMicros != null && fromMicros > toMicros) {
            throw new InvalidField("from", "must not be after to");
        }
    }
}
