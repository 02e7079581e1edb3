package datastream.collector.infrastructure.mysql;

import datastream.reading.Reading;
import datastream.wire.RowBytes;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * Readings as rows of text for LOAD DATA: {@code sensor_id,ts,sensor_value} and a line feed. Rows
 * are made while they are sent, so a batch of any size takes the memory of one buffer. Not
 * thread-safe.
 */
public final class ReadingRows extends InputStream {

    private static final int BUFFER = 16 * 1024;

    /** The longest: {@code 2147483647,9999-12-31 23:59:59.999999,-2.2250738585072014E-308}. */
    private static final int LONGEST_ROW = 64;

    private final int[] sensorIds;
    private final List<Reading> readings;
    private final RowBytes rows = new RowBytes(BUFFER, ' ');
    private int next;
    private int sent;

    /**
     * @param sensorIds the sensor's id of each reading, by position
     */
    public ReadingRows(int[] sensorIds, List<Reading> readings) {
        this.sensorIds = sensorIds;
        this.readings = readings;
    }

    @Override
    public int read() {
        return hasMore() ? rows.array()[sent++] : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, rows.length() - sent);
        System.arraycopy(rows.array(), sent, target, offset, count);
        sent += count;
        return count;
    }

    private boolean hasMore() {
        if (sent == rows.length()) {
            fill();
        }
        return sent < rows.length();
    }

    private void fill() {
        rows.clear();
        sent = 0;
        for (; next < readings.size() && rows.free() >= LONGEST_ROW; next++) {
            Reading reading = readings.get(next);
            rows.putNumber(sensorIds[next]);
            rows.put(',');
            rows.putTime(reading.timestampMicros());
            rows.put(',');
            rows.putDouble(reading.value());
            rows.put('\n');
        }
    }
}
