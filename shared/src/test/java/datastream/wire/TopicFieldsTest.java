package datastream.wire;

import static datastream.wire.JsonSamples.GOOD;
import static datastream.wire.JsonSamples.GOOD_READING;
import static datastream.wire.JsonSamples.bytes;
import static datastream.wire.JsonSamples.onlyRejection;
import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Rejection;
import datastream.reading.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an MQTT topic says already. */
class TopicFieldsTest {

    private static final KnownFields TOPIC = new KnownFields("temperature", "ROOM", 7);
    private static final String SHORT =
            "{\"timestamp\": \"2026-11-21T08:00:00.123456Z\", \"sensor_value\": 21.53}";

    @Test
    void fillInWhatThePayloadLeavesOut() {
        assertThat(ReadingJson.decode(bytes(SHORT), TOPIC).readings())
                .containsExactly(GOOD_READING);
    }

    @Test
    void mayBeSaidAgain() {
        assertThat(ReadingJson.decode(bytes(GOOD), TOPIC).readings()).containsExactly(GOOD_READING);
    }

    @Test
    void fillInEveryReadingOfAnArray() {
        String array = "[" + SHORT + "," + GOOD + "," + SHORT + "]";

        assertThat(ReadingJson.decode(bytes(array), TOPIC).readings())
                .containsExactly(GOOD_READING, GOOD_READING, GOOD_READING);
    }

    @ParameterizedTest
    @CsvSource({"pressure,ROOM,7,sensor_type", "temperature,HALL,7,id1", "temperature,ROOM,8,id2"})
    void mustNotBeContradicted(String type, String id1, int id2, String field) {
        Rejection rejection =
                onlyRejection(ReadingJson.decode(bytes(GOOD), new KnownFields(type, id1, id2)));

        assertThat(rejection.field()).isEqualTo(field);
        assertThat(rejection.message()).contains("differs from what the topic says");
    }

    /** Tried again without its topic it would be a good reading of the other sensor. */
    @Test
    void whatContradictsThemIsNoReadingWithoutThemEither() {
        Submission sent =
                ReadingJson.decode(bytes(GOOD), new KnownFields("temperature", "HALL", 7));
        String content = sent.bad().getFirst().content();

        assertThat(content).contains("\"id1\":\"ROOM\"").contains("\"topic_id1\":\"HALL\"");
        assertThat(onlyRejection(ReadingJson.decode(bytes(content), KnownFields.NONE)).field())
                .isEqualTo("topic_id1");
    }

    @Test
    void areNotWipedOutByNull() {
        String withNull = SHORT.replace("{", "{\"id1\": null, ");

        assertThat(onlyRejection(ReadingJson.decode(bytes(withNull), TOPIC)).field())
                .isEqualTo("id1");
    }

    @ParameterizedTest
    @CsvSource({"Temperature,ROOM,7,sensor_type", "a,room,7,id1", "a,ROOM,-7,id2"})
    void keepTheSameRules(String type, String id1, int id2, String field) {
        KnownFields topic = new KnownFields(type, id1, id2);

        assertThat(onlyRejection(ReadingJson.decode(bytes(SHORT), topic)).field()).isEqualTo(field);
    }
}
