package datastream.collector.infrastructure.mysql;

import java.util.Arrays;

/** Numbers of variable length, seven bits a byte, the lowest first. Not thread-safe. */
final class PackedWriter {

    private static final int LONGEST = 10;

    private byte[] bytes = new byte[64];
    private int length;

    void writeByte(byte value) {
        reserve(1);
        bytes[length++] = value;
    }

    /**
     * @param value at least 0
     */
    void writeUnsigned(long value) {
        reserve(LONGEST);
        long rest = value;
        while (rest >= 0x80) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Small numbers of either sign are short. */
    void writeSigned(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        if (zigzag < 0) {
            throw new IllegalArgumentException("Too far from zero: " + value);
        }
        writeUnsigned(zigzag);
    }

    /** With their number before them. */
    void writeBytes(byte[] value) {
        writeUnsigned(value.length);
        append(value, value.length);
    }

    /** All that the other has, as it is. */
    void writeAll(PackedWriter other) {
        append(other.bytes, other.length);
    }

    private void append(byte[] value, int count) {
        reserve(count);
        System.arraycopy(value, 0, bytes, length, count);
        length += count;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    void clear() {
        length = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
