package datastream.collector.adapter.http;

import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.reading.Reading;
import datastream.wire.RowBytes;
import java.nio.charset.StandardCharsets;

/** A line for each reading, the same text that an answer of find has for it. */
final class NdjsonText implements ReadingText {

    private static final byte[] BEFORE_ID = bytes("{\"id\":\"");
    private static final byte[] BEFORE_VALUE = bytes("Z\",\"sensor_value\":");

    private final SensorTexts sensors =
            new SensorTexts(sensor ->
                    "\",\"sensor_type\":\""
                            + sensor.type()
                            + "\",\"id1\":\""
                            + sensor.id1()
                            + "\",\"id2\":"
                            + sensor.id2()
                            + ",\"timestamp\":\"");

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public String extension() {
        return "ndjson";
    }

    @Override
    public String opening() {
        return "";
    }

    @Override
    public void append(RowBytes lines, StoredReading stored) {
        Reading reading = stored.reading();
        ReadingId id = stored.id();
        lines.put(BEFORE_ID);
        lines.putBase64(id.sensorId(), id.timestampMicros());
        lines.put(sensors.of(reading.sensor()));
        lines.putTime(reading.timestampMicros());
        lines.put(BEFORE_VALUE);
        lines.putDouble(reading.value());
        lines.put('}');
        lines.put('\n');
    }

    @Override
    public String closing(long rows, String sha256) {
        return "{\"summary\":{\"rows\":" + rows + ",\"sha256\":\"" + sha256 + "\"}}\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
