package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    private record Device(String name, double rate) {}

    @Test
    void readsAndWritesARecord() throws JsonProcessingException {
        String text = "{\"name\":\"lamp\",\"rate\":2.5}";

        Device device = Json.MAPPER.readValue(text, Device.class);

        assertThat(device).isEqualTo(new Device("lamp", 2.5));
        assertThat(Json.MAPPER.writeValueAsString(device)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "2.5", "true", "[]", "{}"})
    void takesNothingButAStringForAText(String name) {
        assertRefused("{\"name\":" + name + ",\"rate\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "\"\"", "true", "null", "NaN", "[]"})
    void takesNothingButANumberForANumber(String rate) {
        assertRefused("{\"name\":\"lamp\",\"rate\":" + rate + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"lamp\",\"rate\":1,\"colour\":\"red\"}",
                "{\"name\":\"lamp\",\"name\":\"lamp\",\"rate\":1}",
                "{\"name\":\"lamp\",\"rate\":1} {}"
            })
    void takesNoUnknownFieldNoRepeatedOneAndNothingBehindTheEnd(String text) {
        assertRefused(text);
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Json.MAPPER.readValue(text, Device.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
