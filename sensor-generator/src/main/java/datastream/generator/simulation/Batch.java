package datastream.generator.simulation;

import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive readings of one sensor that travel and are answered together. Immutable; two batches
 * are never equal.
 */
public final class Batch {

    private final long number;
    private final long[] timestamps;
    private final double[] values;

    /** Takes the arrays over; they have equal length. */
    Batch(long number, long[] timestamps, double[] values) {
        this.number = number;
        this.timestamps = timestamps;
        this.values = values;
    }

    /** Position among the batches of its window, from 1; the same however often it is sent. */
    public long number() {
        return number;
    }

    /** Number of readings, at least 1. */
    public int size() {
        return timestamps.length;
    }

    /** When reading {@code index} was measured, in microseconds since 1970. */
    public long timestampMicros(int index) {
        return timestamps[index];
    }

    /** What reading {@code index} says. */
    public double value(int index) {
        return values[index];
    }

    /** The readings in order. */
    public List<Reading> readings(Sensor sensor) {
        List<Reading> readings = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            readings.add(new Reading(sensor, timestamps[i], values[i]));
        }
        return readings;
    }
}
