package datastream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.BadReading;
import datastream.reading.Submission;
import datastream.v1.Reading;
import datastream.v1.ReadingBatch;
import datastream.v1.Sensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a reading that is not stored. */
class SentContentTest {

    private static final String GOOD =
            """
            {"sensor_type":"light","id1":"HALL","id2":1,"timestamp":"2026-11-21T08:00:00Z","sensor_value":1}\
            """;

    @Test
    void isTheJsonAsItWasSent() {
        String bad = GOOD.replace("HALL", "hall");
        BadReading reading = only(json("[" + GOOD + ",  " + bad + " ]"));
        assertThat(reading.content()).isEqualTo(bad);
        assertThat(reading.whole()).isTrue();
    }

    @Test
    void isTheWholeObjectWhereverItsFaultStands() {
        String bad = "{\"id1\":{\"nested\":[1,2,{}]},\"more\":\"ü€𝄞\"}";
        assertThat(only(json(bad)).content()).isEqualTo(bad);
        assertThat(only(json("[17," + GOOD + "]")).content()).isEqualTo("17");
        assertThat(only(json("[\"x\"]")).content()).isEqualTo("\"x\"");
    }

    @Test
    void isTheLineOfNdjson() {
        Submission submission = ReadingJson.decodeLines(bytes(GOOD + "\n not json \n" + GOOD));
        assertThat(only(submission).content()).isEqualTo("not json");
    }

    @Test
    void isCompletedByWhatTheTopicSays() {
        String bad = "{\"timestamp\":\"yesterday\",\"sensor_value\":1}";
        Submission submission = ReadingJson.decode(bytes(bad), new KnownFields("light", "HALL", 1));
        assertThat(only(submission).content())
                .isEqualTo(
                        "{\"timestamp\":\"yesterday\",\"sensor_value\":1,\"sensor_type\":\"light\",\"id1\":\"HALL\",\"id2\":1}");
    }

    @Test
    void isJsonForAReadingInColumns() {
        ReadingBatch batch =
                ReadingBatch.newBuilder()
                        .addSensors(Sensor.newBuilder().setSensorType("li\"ght").setId1("HALL"))
                        .addSensorIndex(0)
                        .addTimestampDeltaUs(1)
                        .addSensorValue(1.5)
                        .addSensorIndex(7)
                        .addTimestampDeltaUs(-2)
                        .addSensorValue(Double.NaN)
                        .build();
        assertThat(ReadingProto.decode(batch).bad())
                .extracting(BadReading::content)
                .containsExactly(
                        "{\"sensor_type\":\"li\\\"ght\",\"id1\":\"HALL\",\"id2\":0,\"timestamp\":\"1970-01-01T00:00:00.000001Z\",\"sensor_value\":1.5}",
                        "{\"sensor_index\":7,\"timestamp_us\":-1,\"sensor_value\":\"NaN\"}");
    }

    @Test
    void aLongNameThatManyReadingsOfABatchShareIsCut() {
        ReadingBatch.Builder batch =
                ReadingBatch.newBuilder()
                        .addSensors(
                                Sensor.newBuilder()
                                        .setSensorType("x".repeat(4_000))
                                        .setId1("y".repeat(4_000)));
        for (int i = 0; i < Submission.MOST_READINGS; i++) {
            batch.addSensorIndex(0).addTimestampDeltaUs(1).addSensorValue(i);
        }
        List<BadReading> bad = ReadingProto.decode(batch.build()).bad();
        assertThat(bad).hasSize(Submission.MOST_READINGS).noneMatch(BadReading::whole);
        assertThat(bad.getFirst().content())
                .startsWith("{\"sensor_type\":\"" + "x".repeat(100) + '"')
                .endsWith("\"sensor_value\":0.0}");
        assertThat(bad.stream().mapToInt(reading -> reading.content().length()).sum())
                .isLessThan(400 * Submission.MOST_READINGS);
    }

    @Test
    void isJsonForASingleMessage() {
        Reading message = Reading.newBuilder().setSensorType("light").setId1("").build();
        Submission.Builder submission = new Submission.Builder();
        ReadingProto.decode(message, submission);
        assertThat(only(submission.build()).content())
                .isEqualTo(
                        "{\"sensor_type\":\"light\",\"id1\":\"\",\"id2\":0,\"timestamp\":\"1970-01-01T00:00:00.000000Z\",\"sensor_value\":0.0}");
    }

    @Test
    void isCutWhenItIsTooLong() {
        String bad = "{\"id1\":\"" + "x".repeat(5_000) + "\"}";
        BadReading reading = only(json(bad));
        assertThat(reading.content()).isEqualTo(bad.substring(0, BadReading.MOST_CONTENT));
        assertThat(reading.whole()).isFalse();
    }

    @Test
    void aReadingAsJsonIsReadBackExactly() {
        Submission submission = json(GOOD.replace("1}", "-0.0}"));
        datastream.reading.Reading reading = submission.readings().getFirst();
        assertThat(json(reading.toJson()).readings()).containsExactly(reading);
    }

    private static Submission json(String text) {
        return ReadingJson.decode(bytes(text), KnownFields.NONE);
    }

    private static BadReading only(Submission submission) {
        assertThat(submission.bad()).hasSize(1);
        return submission.bad().getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
