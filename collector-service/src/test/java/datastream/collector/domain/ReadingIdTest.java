package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingIdTest {

    @Test
    void isReadFromItsText() {
        for (int sensorId : new int[] {1, 57, Integer.MAX_VALUE}) {
            for (long micros : new long[] {0, 1, Timestamps.LATEST_MICROS}) {
                ReadingId id = new ReadingId(sensorId, micros);
                assertThat(id.toText()).hasSize(16);
                assertThat(ReadingId.fromText(id.toText())).isEqualTo(id);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "latest",
                "AAAABQAGYMgXqMp",
                "AAAABQAGYMgXqMp0A",
                "AAAABQAGYMgXqM==",
                "AAAABQAGYMgXqMp=",
                "AAAABQAGYMgXqMp+",
                "AAAABQAGYMgXqMp/",
                "AAAABQAGYMgXqMp\u00e4",
                "AAAABQAGYMgXqMp\ud83d",
                "AAAAAAAGYMgXqMp0",
                "_____wAGYMgXqMp0",
                "AAAABf__________",
                "AAAABX__________",
            })
    void isReadFromNothingElse(String text) {
        assertThatThrownBy(() -> ReadingId.fromText(text))
                .isInstanceOfSatisfying(
                        InvalidField.class, e -> assertThat(e.field()).isEqualTo("id"));
    }
}
