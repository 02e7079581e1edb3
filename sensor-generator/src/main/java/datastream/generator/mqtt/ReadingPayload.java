package datastream.generator.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import datastream.generator.simulation.Batch;
import datastream.reading.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A batch as the payload of a message: a JSON object for one reading, an array for several. The
 * sensor is left out, since the topic says it.
 */
final class ReadingPayload {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int BYTES_PER_READING = 80;

    private ReadingPayload() {}

    static byte[] encode(Batch batch) {
        var bytes = new ByteArrayOutputStream(BYTES_PER_READING * batch.size());
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            if (batch.size() == 1) {
                write(json, batch, 0);
            } else {
                writeArray(json, batch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Readings could not be written as JSON", e);
        }
        return bytes.toByteArray();
    }

    private static void writeArray(JsonGenerator json, Batch batch) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < batch.size(); i++) {
            write(json, batch, i);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Batch batch, int index) throws IOException {
        json.writeStartObject();
        json.writeStringField("timestamp", Timestamps.format(batch.timestampMicros(index)));
        json.writeNumberField("sensor_value", batch.value(index));
        json.writeEndObject();
    }
}
