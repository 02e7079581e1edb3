package datastream.collector.infrastructure.mysql;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Counts by a number: a map of primitives, since a batch has thousands of keys. Not thread-safe.
 */
final class LongCounts {

    private static final long FREE = -1;
    private static final int SMALLEST = 16;

    /** Open addressing, at most half full; its length is a power of two. */
    private long[] keys = free(SMALLEST);

    private long[] counts = new long[SMALLEST];
    private int size;

    private static long[] free(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, FREE);
        return keys;
    }

    /**
     * @param key at least 0
     */
    void add(long key, long count) {
        int slot = slot(key);
        if (keys[slot] == FREE) {
            if (2 * (size + 1) > keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            size++;
        }
        counts[slot] += count;
    }

    /** Zero for a key that was never added. */
    long get(long key) {
        return counts[slot(key)];
    }

    /** All that were added, the smallest first. */
    long[] sortedKeys() {
        return LongStream.of(keys).filter(key -> key != FREE).sorted().toArray();
    }

    /** Where the key is, or belongs. */
    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = Long.hashCode(key * 0x9E37_79B9_7F4A_7C15L) & mask;
        while (keys[slot] != key && keys[slot] != FREE) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = free(2 * oldKeys.length);
        counts = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
