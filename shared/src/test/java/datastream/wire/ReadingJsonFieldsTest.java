package datastream.wire;

import static datastream.wire.JsonSamples.GOOD;
import static datastream.wire.JsonSamples.GOOD_READING;
import static datastream.wire.JsonSamples.decode;
import static datastream.wire.JsonSamples.onlyRejection;
import static datastream.wire.JsonSamples.with;
import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Reading;
import datastream.reading.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingJsonFieldsTest {

    @Test
    void readsAllFieldsInAnyOrder() {
        String reversed =
                """
                {"sensor_value":21.53,"timestamp":"2026-11-21T09:00:00.123456+01:00",
                 "id2":7,"id1":"ROOM","sensor_type":"temperature"}\
                """;

        assertThat(decode(reversed).readings()).containsExactly(GOOD_READING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensor_type", "id1", "id2", "timestamp", "sensor_value"})
    void missesAField(String field) {
        String without = GOOD.replaceFirst("\"" + field + "\": [^,}]+,? ?", "").replace(", }", "}");

        assertRejected(without, field, "is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensor_type", "id1", "id2", "timestamp", "sensor_value"})
    void refusesAFieldGivenTwiceEvenWithTheSameValue(String field) {
        String member = GOOD.replaceFirst(".*(\"" + field + "\": [^,}]+).*", "$1");

        assertRejected(GOOD.replace("}", ", " + member + "}"), field, "is given twice");
    }

    @ParameterizedTest
    @CsvSource({
        "sensor_type,  null,    a string",
        "sensor_type,  5,       a string",
        "id1,          true,    a string",
        "id1,          [],      a string",
        "id2,          null,    an integer",
        "id2,          '\"7\"', an integer",
        "id2,          7.0,     an integer",
        "id2,          7e0,     an integer",
        "id2,          2147483648,           an integer",
        "id2,          -2147483649,          an integer",
        "id2,          99999999999999999999, an integer",
        "id2,          -1,      an integer",
        "id2,          {},      an integer",
        "timestamp,    null,    a string",
        "timestamp,    1795248000, a string",
        "timestamp,    '\"now\"',  RFC 3339",
        "sensor_value, null,    a number",
        "sensor_value, '\"1\"', a number",
        "sensor_value, false,   a number",
        "sensor_value, [1],     a number",
        "sensor_value, '{\"a\": 1}', a number",
        "sensor_value, 1e999,   finite",
        "sensor_value, -1e999,  finite",
        "sensor_value, 1e999999999999, finite",
    })
    void refusesAValueOfTheWrongKind(String field, String value, String rule) {
        assertRejected(with(field, value), field, rule);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "2147483647, 2147483647"})
    void readsId2UpToItsLimit(String text, int id2) {
        assertThat(onlyReading(with("id2", text)).sensor().id2()).isEqualTo(id2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "1",
                "-1",
                "1.5",
                "1E2",
                "1e-400",
                "4.9e-324",
                "1.7976931348623157e308",
                "123456789012345678901234567890",
                "0.1000000000000000055511151231257827"
            })
    void readsNumbersAsJavaDoes(String text) {
        assertThat(Double.doubleToRawLongBits(onlyReading(with("sensor_value", text)).value()))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    @Test
    void readsHundredsOfDigits() {
        assertThat(onlyReading(with("sensor_value", "0." + "1".repeat(900))).value())
                .isEqualTo(1.0 / 9);
        assertRejected(with("sensor_value", "9".repeat(999)), "sensor_value", "finite");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "1", "\"x\"", "[1, {\"id1\": \"A\"}]", "{\"id2\": {\"a\": []}}"})
    void refusesAnUnknownFieldWhateverItHolds(String value) {
        assertRejected(
                GOOD.replace("}", ", \"unit\": " + value + "}"),
                "unit",
                "is not a field of a reading");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Id1", "ID1", " id1", "id1 ", "sensorType", ""})
    void knowsFieldsByTheirExactNames(String name) {
        assertRejected(
                GOOD.replace("}", ", \"" + name + "\": 1}"), name, "is not a field of a reading");
    }

    @Test
    void readsEscapedNamesAndValues() {
        assertThat(
                        decode(GOOD.replace("id1", "\\u0069d1").replace("ROOM", "\\u0052OOM"))
                                .readings())
                .containsExactly(GOOD_READING);
    }

    @Test
    void namesTheFirstOfSeveralFaults() {
        assertRejected("{\"id2\": null, \"id1\": 5, \"x\": 1}", "id2", "an integer");
    }

    private static Reading onlyReading(String json) {
        assertThat(decode(json).rejections()).isEmpty();
        return decode(json).readings().getFirst();
    }

    private static void assertRejected(String json, String field, String rule) {
        Rejection rejection = onlyRejection(decode(json));

        assertThat(rejection.field()).isEqualTo(field);
        assertThat(rejection.message()).contains(rule);
    }
}
