package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one statement of a walk has found, in columns, and their sensors' names. Not
 * thread-safe.
 */
final class Portion {

    private final int[] sensors;
    private final long[] micros;
    private final double[] values;
    private int size;

    /** In order, each once. */
    private int[] sensorIds = {};

    /** By the position of their keys. */
    private @Nullable Sensor[] names = {};

    Portion(int most) {
        sensors = new int[most];
        micros = new long[most];
        values = new double[most];
    }

    void add(int sensorId, long timestampMicros, double value) {
        sensors[size] = sensorId;
        micros[size] = timestampMicros;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    ReadingId last() {
        return new ReadingId(sensors[size - 1], micros[size - 1]);
    }

    /** Of all rows that were added, in order, each once. */
    int[] sensorIds() {
        sensorIds = IntStream.of(sensors).limit(size).sorted().distinct().toArray();
        names = new Sensor[sensorIds.length];
        return sensorIds;
    }

    /** Names one of {@link #sensorIds}. */
    Sensor name(int sensorId, Sensor sensor) {
        names[Arrays.binarySearch(sensorIds, sensorId)] = sensor;
        return sensor;
    }

    /** The rows whose sensors have a name: find leaves out the others as well. */
    List<StoredReading> readings() {
        List<StoredReading> readings = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Sensor sensor = names[Arrays.binarySearch(sensorIds, sensors[i])];
            if (sensor != null) {
                readings.add(
                        new StoredReading(
                                new ReadingId(sensors[i], micros[i]),
                                new Reading(sensor, micros[i], values[i])));
            }
        }
        return readings;
    }
}
