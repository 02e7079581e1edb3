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

    /** Decimal places that a value may have to be written without a String. */
    private static final int PLACES = 4;

    private static final double SCALE = 1e4;
    private static final double MOST_SCALED = 1e15;

    private final byte[] bytes;
    private int length;

    /**
     * Readings come by time, so the second is often that of the one before, the day nearly always.
     */
    private long second = -1;

    /** {@code 2026-11-21 08:00:00.}, of that second. */
    private final byte[] toTheSecond = new byte["2026-11-21 08:00:00.".length()];

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
        long wanted = micros / MICROS_PER_SECOND;
        if (wanted == second) {
            System.arraycopy(toTheSecond, 0, bytes, length, toTheSecond.length);
            length += toTheSecond.length;
        } else {
            putSecond(wanted);
            System.arraycopy(
                    bytes, length - toTheSecond.length, toTheSecond, 0, toTheSecond.length);
            second = wanted;
        }
        putDigits(micros % MICROS_PER_SECOND, 6);
    }

    private void putSecond(long sinceEpoch) {
        putDate(sinceEpoch / SECONDS_PER_DAY);
        long ofDay = sinceEpoch % SECONDS_PER_DAY;
        put(' ');
        putDigits(ofDay / 3_600, 2);
        put(':');
        putDigits(ofDay / 60 % 60, 2);
        put(':');
        putDigits(ofDay % 60, 2);
        put('.');
    }

    private void putDate(long epochDay) {
        if (epochDay != day) {
            date = LocalDate.ofEpochDay(epochDay).toString().getBytes(StandardCharsets.US_ASCII);
            day = epochDay;
        }
        System.arraycopy(date, 0, bytes, length, date.length);
        length += date.length;
    }

    /**
     * A short text that is read back as exactly this value; negative zero keeps its sign. Most
     * sensors tell a few decimal places: such a value is the nearest double to an integer divided
     * by a power of ten, and that is what its digits say.
     */
    void putDouble(double value) {
        double scaled = Math.rint(value * SCALE);
        if (scaled / SCALE == value && scaled != 0 && Math.abs(scaled) < MOST_SCALED) {
            putDecimal((long) scaled);
        } else {
            putText(Double.toString(value));
        }
    }

    private void putDecimal(long scaled) {
        long rest = Math.abs(scaled);
        if (scaled < 0) {
            put('-');
        }
        long whole = rest / (long) SCALE;
        int digits = 1;
        for (long more = whole / 10; more > 0; more /= 10) {
            digits++;
        }
        putDigits(whole, digits);
        put('.');
        putDigits(rest % (long) SCALE, PLACES);
        while (bytes[length - 1] == '0' && bytes[length - 2] != '.') {
            length--;
        }
    }

    private void putText(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void putDigits(long number, int digits) {
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }
}
