package datastream.collector.infrastructure.mysql;

import java.util.Arrays;

/**
 * Reads what a {@link PackedWriter} wrote; anything else ends in an {@link
 * IllegalArgumentException}. Not thread-safe.
 */
final class PackedReader {

    private final byte[] bytes;
    private int next;

    PackedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return next < bytes.length;
    }

    byte readByte() {
        if (!hasMore()) {
            throw new IllegalArgumentException("Ends in the middle");
        }
        return bytes[next++];
    }

    long readUnsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte part = readByte();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("No number is so long");
    }

    long readSigned() {
        long zigzag = readUnsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    byte[] readBytes() {
        long count = readUnsigned();
        if (count > bytes.length - next) {
            throw new IllegalArgumentException("Ends in the middle");
        }
        next += (int) count;
        return Arrays.copyOfRange(bytes, next - (int) count, next);
    }
}
