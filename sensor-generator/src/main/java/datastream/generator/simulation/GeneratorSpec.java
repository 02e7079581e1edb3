package datastream.generator.simulation;

import datastream.generator.signal.SignalSpec;
import datastream.reading.Sensor;

/**
 * What a generator is to be.
 *
 * @param sensor whom it simulates
 * @param rate how often that sensor measures, to begin with
 * @param transport how its readings travel
 * @param signal what it measures
 */
public record GeneratorSpec(Sensor sensor, Rate rate, Transport transport, SignalSpec signal) {

    /** Names the generator within its process: {@code temperature-ROOM-1}. */
    public String id() {
        return sensor.type() + "-" + sensor.id1() + "-" + sensor.id2();
    }

    /** A seed of the sensor's own, the same in every run. */
    long fallbackSeed() {
        return id().hashCode();
    }
}
