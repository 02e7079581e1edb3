package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.reading.InvalidField;
import datastream.reading.Sensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorNameTest {

    @Test
    void namesASensorAsTheGeneratorsDo() {
        Sensor sensor = new Sensor("wind_speed2", "ROOF", Integer.MAX_VALUE);
        assertThat(SensorName.of(sensor)).isEqualTo("wind_speed2-ROOF-2147483647");
        assertThat(SensorName.parse(SensorName.of(sensor))).isEqualTo(sensor);
        assertThat(SensorName.parse("a-B-0")).isEqualTo(new Sensor("a", "B", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "temperature",
                "temperature-ROOM",
                "temperature-ROOM-",
                "temperature-ROOM--1",
                "temperature-ROOM-01",
                "temperature-ROOM-1-2",
                "temperature-ROOM-2147483648",
                "temperature-ROOM-9999999999",
                "temperature-room-1",
                "Temperature-ROOM-1",
                "temperature:ROOM:1",
                "temperature-ROOM-1 ",
                "temperature-ROOM-١",
                "-ROOM-1",
                "temperature--1"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> SensorName.parse(text))
                .isInstanceOfSatisfying(
                        InvalidField.class, e -> assertThat(e.field()).isEqualTo("sensor"));
    }
}
