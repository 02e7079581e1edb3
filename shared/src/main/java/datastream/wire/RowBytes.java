package datastream.wire;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Numbers and times as text, written straight into a byte array: no String per number or time. Not
 * thread-safe.
 */
public final class RowBytes {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;

    /** Decimal places that a value may have to be written without a String. */
    private static final int PLACES = 4;

    private static final double SCALE = 1e4;

    /** Within these, scaled, {@link Double#toString} writes no exponent. */
    private static final double LEAST_SCALED = 1e-3 * SCALE;

    private static final double MOST_SCALED = 1e7 * SCALE;

    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                    .getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final char beforeTime;
    private int length;

    /**
     * Readings come by time, so the second is often that of the one before, the day nearly always.
     */
    private long second = -1;

    /** {@code 2026-11-21 08:00:00.}, of that second. */
    private final byte[] toTheSecond = new byte["2026-11-21 08:00:00.".length()];

    private long day = -1;
    private byte[] date = {};

    /**
     * @param capacity bytes; who puts more than are {@link #free} gets an exception
     * @param beforeTime what stands between date and time, a space or a T
     */
    public RowBytes(int capacity, char beforeTime) {
        bytes = new byte[capacity];
        this.beforeTime = beforeTime;
    }

    /** The bytes themselves, of which the first {@link #length} count. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public int free() {
        return bytes.length - length;
    }

    public void clear() {
        length = 0;
    }

    public void put(char ascii) {
        bytes[length++] = (byte) ascii;
    }

    public void put(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    /** 96 bits, the int's first, as 16 characters of URL-safe base64. */
    public void putBase64(int high, long low) {
        for (int shift = 26; shift >= 2; shift -= 6) {
            bytes[length++] = BASE64[high >>> shift & 63];
        }
        bytes[length++] = BASE64[(high & 3) << 4 | (int) (low >>> 60)];
        for (int shift = 54; shift >= 0; shift -= 6) {
            bytes[length++] = BASE64[(int) (low >>> shift) & 63];
        }
    }

    /** A number that is not negative. */
    public void putNumber(int number) {
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        putDigits(number, digits);
    }

    /** {@code 2026-11-21 08:00:00.123456}, in UTC; from 1970 to 9999. */
    public void putTime(long micros) {
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
        put(beforeTime);
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
     * The text of {@link Double#toString}: the shortest that is read back as exactly this value.
     * Most sensors tell a few decimal places: such a value is the nearest double to an integer
     * divided by a power of ten. So few digits are no other double's, so its digits are the
     * shortest.
     */
    public void putDouble(double value) {
        double scaled = Math.rint(value * SCALE);
        double size = Math.abs(scaled);
        if (scaled / SCALE == value && size >= LEAST_SCALED && size < MOST_SCALED) {
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
