package datastream.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import datastream.reading.Excerpt;
import datastream.reading.InvalidField;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as one reading, strictly: no unknown, missing, repeated or wrongly typed
 * field. Whatever is wrong, the parser stands behind the object afterwards, so that the next
 * reading can be read. Lives for one reading.
 */
final class ReadingParser {

    private final JsonParser json;

    private @Nullable String sensorType;
    private @Nullable String id1;
    private @Nullable Integer id2;
    private @Nullable Long timestampMicros;
    private @Nullable Double value;
    private @Nullable InvalidField firstFailure;

    ReadingParser(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads the value that the parser stands on.
     *
     * @throws InvalidField naming the first field that breaks a rule
     * @throws IOException when the JSON itself is broken
     */
    Reading read(KnownFields known) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            throw new InvalidField("", "must be a JSON object, not " + describeToken());
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            readField(json.currentName());
        }
        if (firstFailure != null) {
            throw firstFailure;
        }
        return new Reading(
                new Sensor(
                        agreed("sensor_type", sensorType, known.sensorType()),
                        agreed("id1", id1, known.id1()),
                        agreed("id2", id2, known.id2())),
                agreed("timestamp", timestampMicros, null),
                agreed("sensor_value", value, null));
    }

    private void readField(String name) throws IOException {
        json.nextToken();
        try {
            switch (name) {
                case "sensor_type" -> sensorType = once(name, sensorType, text(name));
                case "id1" -> id1 = once(name, id1, text(name));
                case "id2" -> id2 = once(name, id2, integer(name));
                case "timestamp" ->
                        timestampMicros = once(name, timestampMicros, Timestamps.parse(text(name)));
                case "sensor_value" -> value = once(name, value, number(name));
                default -> throw new InvalidField(name, "is not a field of a reading");
            }
        } catch (InvalidField e) {
            firstFailure = firstFailure == null ? e : firstFailure;
        }
        json.skipChildren();
    }

    private String text(String field) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new InvalidField(field, "must be a string, not " + describeToken());
        }
        return json.getText();
    }

    private int integer(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() == JsonParser.NumberType.INT) {
            return json.getIntValue();
        }
        throw new InvalidField(
                field, "must be an integer from 0 to 2147483647, not " + describeToken());
    }

    private double number(String field) throws IOException {
        if (json.currentToken().isNumeric()) {
            return json.getDoubleValue();
        }
        throw new InvalidField(field, "must be a number, not " + describeToken());
    }

    private static <T> T once(String field, @Nullable T before, T now) {
        if (before != null) {
            throw new InvalidField(field, "is given twice");
        }
        return now;
    }

    private static <T> T agreed(String field, @Nullable T inPayload, @Nullable T inEnvelope) {
        T value = inPayload == null ? inEnvelope : inPayload;
        if (value == null) {
            throw new InvalidField(field, "is missing");
        }
        if (inEnvelope != null && !value.equals(inEnvelope)) {
            throw new InvalidField(field, "differs from what the topic says");
        }
        return value;
    }

    private String describeToken() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> "a string";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Excerpt.of(json.getText());
            case START_ARRAY, END_ARRAY -> "an array";
            default -> "an object";
        };
    }
}
