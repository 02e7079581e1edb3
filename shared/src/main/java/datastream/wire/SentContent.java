package datastream.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import datastream.reading.BadReading;
import datastream.reading.Timestamps;
import datastream.v1.ReadingBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A reading that is not stored, as its sender sent it: the JSON itself, or a protobuf reading as
 * the JSON that says the same. Only ever called for bad readings.
 */
final class SentContent {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /**
     * Longer than any name may be, so enough to tell what is wrong with it. One name of a batch may
     * serve 10,000 readings, and is written out in the content of each.
     */
    private static final int MOST_OF_SHARED_NAME = 100;

    /** Beyond this many bytes a content is cut anyway, so it is not worth taking apart. */
    private static final int MOST_BYTES = 4 * BadReading.MOST_CONTENT;

    private SentContent() {}

    /**
     * The JSON value that a parser of {@code body} has just passed, with what the envelope says of
     * it.
     *
     * @param start where it began
     */
    static String of(byte[] body, JsonLocation start, JsonParser end, KnownFields known)
            throws IOException {
        // A text is read lazily: without this its end is not known.
        end.finishToken();
        int from = (int) start.getByteOffset();
        int to = (int) end.currentLocation().getByteOffset();
        // Another encoding than UTF-8 has no byte offsets.
        return from < 0 || to < from ? "" : withKnown(of(body, from, to), known);
    }

    /** The text between two positions, cut to what may be kept and one byte more. */
    static String of(byte[] body, int from, int to) {
        int length = Math.min(to - from, MOST_BYTES);
        return new String(body, from, length, StandardCharsets.UTF_8).strip();
    }

    private static String withKnown(String json, KnownFields known) {
        if (known.equals(KnownFields.NONE) || json.length() > BadReading.MOST_CONTENT) {
            return json;
        }
        try {
            if (!(MAPPER.readTree(json) instanceof ObjectNode reading)) {
                return json;
            }
            fillIn(reading, "sensor_type", MAPPER.valueToTree(known.sensorType()));
            fillIn(reading, "id1", MAPPER.valueToTree(known.id1()));
            fillIn(reading, "id2", MAPPER.valueToTree(known.id2()));
            return reading.toString();
        } catch (IOException e) {
            return json;
        }
    }

    private static void fillIn(ObjectNode reading, String field, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (!reading.has(field)) {
            reading.set(field, value);
        } else if (!reading.get(field).equals(value)) {
            // Not to be taken for a good reading, of whichever of the two, when it is tried again.
            reading.set("topic_" + field, value);
        }
    }

    /**
     * One reading of a batch in columns, long names of its sensor cut.
     *
     * @param micros its time; null when no 64 bits hold it
     */
    static String of(ReadingBatch batch, int position, @Nullable Long micros) {
        datastream.v1.Sensor sensor = sensorOf(batch, position);
        ObjectNode reading = MAPPER.createObjectNode();
        if (sensor == null) {
            reading.put("sensor_index", Integer.toUnsignedLong(batch.getSensorIndex(position)));
        } else {
            String type = cut(sensor.getSensorType(), MOST_OF_SHARED_NAME);
            String id1 = cut(sensor.getId1(), MOST_OF_SHARED_NAME);
            putSensor(reading, type, id1, sensor.getId2());
        }
        return complete(reading, micros, batch.getSensorValue(position));
    }

    /** Whether no name of the reading's sensor is cut. */
    static boolean namesAreWhole(ReadingBatch batch, int position) {
        datastream.v1.Sensor sensor = sensorOf(batch, position);
        return sensor == null
                || (sensor.getSensorType().length() <= MOST_OF_SHARED_NAME
                        && sensor.getId1().length() <= MOST_OF_SHARED_NAME);
    }

    private static datastream.v1.@Nullable Sensor sensorOf(ReadingBatch batch, int position) {
        int index = batch.getSensorIndex(position);
        return index >= 0 && index < batch.getSensorsCount() ? batch.getSensors(index) : null;
    }

    static String of(datastream.v1.Reading message) {
        ObjectNode reading = MAPPER.createObjectNode();
        // Names beyond what may be kept are cut before they are written out.
        String type = cut(message.getSensorType(), BadReading.MOST_CONTENT);
        String id1 = cut(message.getId1(), BadReading.MOST_CONTENT);
        putSensor(reading, type, id1, message.getId2());
        return complete(reading, message.getTimestampUs(), message.getSensorValue());
    }

    private static void putSensor(ObjectNode reading, String type, String id1, int id2) {
        reading.put("sensor_type", type).put("id1", id1).put("id2", id2);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static String complete(ObjectNode reading, @Nullable Long micros, double value) {
        if (micros != null
                && micros >= Timestamps.EARLIEST_MICROS
                && micros <= Timestamps.LATEST_MICROS) {
            reading.put("timestamp", Timestamps.format(micros));
        } else if (micros != null) {
            reading.put("timestamp_us", micros);
        }
        return reading.put("sensor_value", value).toString();
    }
}
