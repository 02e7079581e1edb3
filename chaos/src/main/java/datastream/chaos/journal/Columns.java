package datastream.chaos.journal;

import java.util.Arrays;

/**
 * Readings of one sensor as two columns, 16 bytes a reading. A list that grows; not thread-safe.
 */
public final class Columns {

    private static final int FIRST_CAPACITY = 16;

    private long[] timestamps = new long[FIRST_CAPACITY];
    private long[] valueBits = new long[FIRST_CAPACITY];
    private int size;

    /** Appends a reading. */
    public void add(long timestampMicros, double value) {
        if (size == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, 2 * size);
            valueBits = Arrays.copyOf(valueBits, 2 * size);
        }
        timestamps[size] = timestampMicros;
        valueBits[size] = Double.doubleToRawLongBits(value);
        size++;
    }

    public int size() {
        return size;
    }

    /** Microseconds since 1970 of reading {@code index}. */
    public long timestampMicros(int index) {
        return timestamps[index];
    }

    /** The value of reading {@code index}, to the bit; a bad reading may have any. */
    public double value(int index) {
        return Double.longBitsToDouble(valueBits[index]);
    }

    /** The same to the bit, as {@link Double#doubleToRawLongBits} tells it. */
    public long valueBits(int index) {
        return valueBits[index];
    }
}
