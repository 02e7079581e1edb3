package datastream.collector.adapter.http;

import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.reading.Reading;
import datastream.wire.RowBytes;
import java.nio.charset.StandardCharsets;

/**
 * CSV as RFC 4180 has it. No cell needs quotes, and none is a formula to a spreadsheet: texts begin
 * with a letter, times with a digit, an id's first character stands for bits of a positive number.
 * What may begin with a minus is a number and shall be one. The closing line has as many cells as
 * the others, and a # in front for readers that know comments.
 */
final class CsvText implements ReadingText {

    private static final byte[] END_OF_TIME = "Z,".getBytes(StandardCharsets.US_ASCII);

    private final SensorTexts sensors =
            new SensorTexts(
                    sensor -> sensor.type() + ',' + sensor.id1() + ',' + sensor.id2() + ',');

    @Override
    public String contentType() {
        return "text/csv; charset=utf-8; header=present";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public String opening() {
        return "sensor_type,id1,id2,timestamp,sensor_value,id\r\n";
    }

    @Override
    public void append(RowBytes lines, StoredReading stored) {
        Reading reading = stored.reading();
        ReadingId id = stored.id();
        lines.put(sensors.of(reading.sensor()));
        lines.putTime(reading.timestampMicros());
        lines.put(END_OF_TIME);
        lines.putDouble(reading.value());
        lines.put(',');
        lines.putBase64(id.sensorId(), id.timestampMicros());
        lines.put('\r');
        lines.put('\n');
    }

    @Override
    public String closing(long rows, String sha256) {
        return "#end,rows=" + rows + ",sha256=" + sha256 + ",,,\r\n";
    }
}
