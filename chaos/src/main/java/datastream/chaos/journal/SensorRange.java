package datastream.chaos.journal;

import datastream.reading.Sensor;

/**
 * The sensors of one sender: {@code count} of one type and id1, with id2 from 0. Within a journal a
 * sensor is called by its id2.
 *
 * @param type as in {@link Sensor}
 * @param id1 as in {@link Sensor}; no other sender that lives at the same time has it
 * @param count at least 1
 */
public record SensorRange(String type, String id1, int count) {

    public SensorRange {
        Sensor.checkType(type);
        Sensor.checkId1(id1);
        if (count < 1) {
            throw new IllegalArgumentException("A sender has at least 1 sensor, not " + count);
        }
    }

    /** The sensor called {@code index} in the journal. */
    public Sensor sensor(int index) {
        return new Sensor(type, id1, index);
    }
}
