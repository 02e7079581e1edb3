package datastream.reading;

import java.time.Instant;

/**
 * One measured value of one sensor at one instant. (sensor, timestamp) identifies a reading.
 *
 * @param sensor who measured
 * @param timestampMicros when, in microseconds since 1970-01-01T00:00:00Z; from {@link
 *     Timestamps#EARLIEST_MICROS} to {@link Timestamps#LATEST_MICROS}. A number, not an {@link
 *     Instant}, because a busy collector holds hundreds of thousands of readings.
 * @param value what, a finite double; its unit is the sensor type's affair
 */
public record Reading(Sensor sensor, long timestampMicros, double value) {

    /**
     * @throws InvalidField naming the first field that breaks its rule
     */
    public Reading {
        Timestamps.check(timestampMicros);
        if (!Double.isFinite(value)) {
            throw new InvalidField("sensor_value", "must be a finite number, not " + value);
        }
    }

    /** The instant of this reading, to the microsecond. */
    public Instant timestamp() {
        return Timestamps.toInstant(timestampMicros);
    }

    /** This reading as the JSON object that every door takes; nothing in it needs escaping. */
    public String toJson() {
        return "{\"sensor_type\":\"%s\",\"id1\":\"%s\",\"id2\":%d,\"timestamp\":\"%s\",\"sensor_value\":%s}"
                .formatted(
                        sensor.type(),
                        sensor.id1(),
                        sensor.id2(),
                        Timestamps.format(timestampMicros),
                        value);
    }
}
