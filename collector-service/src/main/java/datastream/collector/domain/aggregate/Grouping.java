package datastream.collector.domain.aggregate;

import datastream.reading.Sensor;

/**
 * What is told apart.
 *
 * @param bySensorType sensors of another type
 * @param byId1 sensors of another id1
 * @param byId2 sensors of another id2
 */
public record Grouping(boolean bySensorType, boolean byId1, boolean byId2) {

    /** Nothing: all readings together. */
    public static final Grouping NONE = new Grouping(false, false, false);

    public Group of(Sensor sensor) {
        return new Group(
                bySensorType ? sensor.type() : "",
                byId1 ? sensor.id1() : "",
                byId2 ? sensor.id2() : -1);
    }

    /**
     * The group of all sensors of a type.
     *
     * @throws IllegalStateException when they are told apart
     */
    public Group ofType(String sensorType) {
        if (byId1 || byId2) {
            throw new IllegalStateException("Sensors of a type are told apart");
        }
        return new Group(bySensorType ? sensorType : "", "", -1);
    }

    /** Whether anything is told apart. */
    public boolean isAny() {
        return bySensorType || byId1 || byId2;
    }
}
