package datastream.chaos.sender;

import datastream.generator.simulation.Batch;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.nio.charset.StandardCharsets;

/** Batches as JSON, written by hand: values that JSON does not know are to be sent as well. */
final class ReadingText {

    private static final int BYTES_PER_READING = 140;

    private ReadingText() {}

    /** One object per line. */
    static byte[] lines(Sensor sensor, Batch batch) {
        return join(sensor, batch, "", "\n", "\n");
    }

    /** One array of objects. */
    static byte[] array(Sensor sensor, Batch batch) {
        return join(sensor, batch, "[", ",", "]");
    }

    private static byte[] join(
            Sensor sensor, Batch batch, String before, String between, String after) {
        StringBuilder text = new StringBuilder(BYTES_PER_READING * batch.size()).append(before);
        for (int i = 0; i < batch.size(); i++) {
            text.append(i == 0 ? "" : between);
            append(text, sensor, batch.timestampMicros(i), batch.value(i));
        }
        return text.append(after).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, Sensor sensor, long timestamp, double value) {
        text.append("{\"sensor_type\":\"").append(sensor.type());
        text.append("\",\"id1\":\"").append(sensor.id1());
        text.append("\",\"id2\":").append(sensor.id2());
        text.append(",\"timestamp\":\"").append(Timestamps.format(timestamp));
        text.append("\",\"sensor_value\":").append(value).append('}');
    }
}
