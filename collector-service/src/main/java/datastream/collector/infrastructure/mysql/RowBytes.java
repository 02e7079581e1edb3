package datastream.collector.infrastructure.mysql;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Numbers and times as text, written straight into a byte array: no String per number or time. Not
 * thread-safe.
 */
final class RowBytes {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;

    private final byte[] bytes;
    private int length;

    /** Readings come by time, so the date is nearly always that of the one before. */
    private long day = -1;

    private byte[] date = {};

    RowBytes(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    int free() {
        return bytes.length - length;
    }

    void clear() {
        length = 0;
    }

    void put(char ascii) {
        bytes[length++] = (byte) ascii;
    }

    /** A number that is not negative. */
    void putNumber(int number) {
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        putDigits(number, digits);
    }

    /** {@code 2026-11-21 08:00:00.123456}, in UTC; from 1970 to 9999. */
    void putTime(long micros) {
        putDate(micros / MICROS_PER_DAY);
        int second = (int) (micros / MICROS_PER_SECOND % SECONDS_PER_DAY);
        put(' ');
        putDigits(second / 3_600, 2);
        put(':');
        putDigits(second / 60 % 60, 2);
        put(':');
        putDigits(second % 60, 2);
        put('.');
        putDigits((int) (micros % MICROS_PER_SECOND), 6);
    }

    /** The shortest text that is read back as exactly this value; negative zero keeps its sign. */
    void putDouble(double value) {
        String text = Double.toString(value);
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void putDate(long epochDay) {
        if (epochDay != day) {
            date = LocalDate.ofEpochDay(epochDay).toString().getBytes(StandardCharsets.US_ASCII);
            day = epochDay;
        }
        System.arraycopy(date, 0, bytes, length, date.length);
        length += date.length;
    }

    private void putDigits(int number, int digits) {
        int rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }
}
