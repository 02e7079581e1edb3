package datastream.generator.simulation;

import java.util.Arrays;

/** Readings that no batch holds yet, oldest first, 16 bytes each. Not thread-safe. */
final class PendingReadings {

    private static final int FIRST_CAPACITY = 16;

    private long[] timestamps = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    void add(long timestampMicros, double value) {
        if (size == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        timestamps[size] = timestampMicros;
        values[size] = value;
        size++;
    }

    /** Moves the oldest {@code count} readings into a batch. */
    Batch removeFirst(int count, long batchNumber) {
        Batch batch =
                new Batch(
                        batchNumber,
                        Arrays.copyOf(timestamps, count),
                        Arrays.copyOf(values, count));
        size -= count;
        System.arraycopy(timestamps, count, timestamps, 0, size);
        System.arraycopy(values, count, values, 0, size);
        return batch;
    }
}
