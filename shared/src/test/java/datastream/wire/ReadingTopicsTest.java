package datastream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Sensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTopicsTest {

    @Test
    void aTopicOfOneSensorSaysWhich() {
        String topic = ReadingTopics.of(new Sensor("co2", "LAB", 7));
        assertThat(topic).isEqualTo("sensors/co2/LAB/7");
        assertThat(ReadingTopics.parse(topic))
                .isEqualTo(new ReadingTopics.Levels("co2", "LAB", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sensors",
                "sensors/batch",
                "sensors/co2/LAB",
                "sensors/co2/LAB/7/8",
                "sensors/co2/LAB/7/",
                "/sensors/co2/LAB/7",
                "other/co2/LAB/7",
                "Sensors/co2/LAB/7"
            })
    void othersSayNothing(String topic) {
        assertThat(ReadingTopics.parse(topic)).isNull();
    }
}
