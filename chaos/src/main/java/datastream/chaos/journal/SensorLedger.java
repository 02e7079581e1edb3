package datastream.chaos.journal;

import java.util.Arrays;

/**
 * What became of the good readings of one sensor, 17 bytes each, ordered by time. Not thread-safe.
 */
public final class SensorLedger {

    private static final int FIRST_CAPACITY = 64;
    private static final byte ACKNOWLEDGED = 1;
    private static final byte REJECTED = 2;

    /** Its sender was alive to the end, so it must have been answered. */
    private static final byte OWED = 4;

    private long[] timestamps = new long[FIRST_CAPACITY];
    private long[] valueBits = new long[FIRST_CAPACITY];
    private byte[] fates = new byte[FIRST_CAPACITY];
    private int size;

    SensorLedger() {}

    public int size() {
        return size;
    }

    public long timestampMicros(int index) {
        return timestamps[index];
    }

    /** The value as {@link Double#doubleToRawLongBits} tells it. */
    public long valueBits(int index) {
        return valueBits[index];
    }

    public boolean isAcknowledged(int index) {
        return (fates[index] & ACKNOWLEDGED) != 0;
    }

    public boolean isRejected(int index) {
        return (fates[index] & REJECTED) != 0;
    }

    /** Neither acknowledged nor rejected, though its sender lives. */
    public boolean isUnanswered(int index) {
        return fates[index] == OWED;
    }

    /**
     * @throws IllegalStateException unless it is younger than all before: two senders that use one
     *     key would make every comparison worthless
     */
    void attempted(long timestampMicros, long bits) {
        if (timestampMicros <= newest()) {
            throw new IllegalStateException(
                    "A key was used twice, or out of order, at " + timestampMicros);
        }
        growWhenFull();
        timestamps[size] = timestampMicros;
        valueBits[size] = bits;
        fates[size] = OWED;
        size++;
    }

    void acknowledged(long timestampMicros) {
        mark(timestampMicros, ACKNOWLEDGED);
    }

    void rejected(long timestampMicros) {
        mark(timestampMicros, REJECTED);
    }

    /** The sender is dead: what it was not told, nobody was promised. */
    void releaseOwed(long firstMicros, long lastMicros) {
        for (int i = 0; i < size; i++) {
            if (timestamps[i] >= firstMicros && timestamps[i] <= lastMicros) {
                fates[i] &= ~OWED;
            }
        }
    }

    private void mark(long timestampMicros, byte fate) {
        int index = Arrays.binarySearch(timestamps, 0, size, timestampMicros);
        if (index < 0) {
            throw new IllegalStateException(
                    "An answer for a reading that was never attempted, at " + timestampMicros);
        }
        fates[index] |= fate;
    }

    private long newest() {
        return size == 0 ? Long.MIN_VALUE : timestamps[size - 1];
    }

    private void growWhenFull() {
        if (size == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, 2 * size);
            valueBits = Arrays.copyOf(valueBits, 2 * size);
            fates = Arrays.copyOf(fates, 2 * size);
        }
    }
}
