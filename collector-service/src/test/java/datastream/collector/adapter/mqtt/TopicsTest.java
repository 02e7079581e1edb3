package datastream.collector.adapter.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.fake.Readings;
import datastream.reading.Rejection;
import datastream.wire.MalformedPayload;
import datastream.wire.ReadingProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private static final String REST =
            "\"timestamp\":\"2026-11-21T08:00:00.123456Z\",\"sensor_value\":1.5}";

    @Test
    void theTopicFillsInWhatThePayloadLeavesOut() {
        var submission = Topics.decode("sensors/temperature/ROOM/1", bytes("{" + REST));
        assertThat(submission.readings()).containsExactly(Readings.of(Readings.ROOM_1, 0, 1.5));
    }

    @Test
    void aContradictionIsARejectionOfThatReadingOnly() {
        var submission =
                Topics.decode(
                        "sensors/temperature/ROOM/1",
                        bytes("[{" + REST + ",{\"id2\":2," + REST + "]"));
        assertThat(submission.readings()).hasSize(1);
        assertThat(submission.rejections())
                .extracting(Rejection::index, Rejection::field)
                .containsExactly(org.assertj.core.api.Assertions.tuple(1L, "id2"));
    }

    @Test
    void theBatchTopicTakesProtobuf() {
        var readings = Readings.series(Readings.ROOM_1, 5);
        byte[] payload = ReadingProto.encode(readings).toByteArray();
        assertThat(Topics.decode("sensors/batch", payload).readings()).isEqualTo(readings);
        assertThatThrownBy(() -> Topics.decode("sensors/batch", bytes("{}")))
                .isInstanceOf(MalformedPayload.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sensors",
                "sensors/",
                "sensors/temperature",
                "sensors/temperature/ROOM",
                "sensors/temperature/ROOM/1/2",
                "sensors/temperature/ROOM/one",
                "sensors/temperature/ROOM/99999999999",
                "sensors/batch/x/y/z"
            })
    void refusesATopicThatIsNoneOfOurs(String topic) {
        assertThatThrownBy(() -> Topics.decode(topic, bytes("{" + REST)))
                .isInstanceOf(MalformedPayload.class);
    }

    @Test
    void aTopicThatBreaksARuleOfReadingsCostsTheReading() {
        var submission = Topics.decode("sensors/temperature/room/1", bytes("{" + REST));
        assertThat(submission.readings()).isEmpty();
        assertThat(submission.rejections()).extracting(Rejection::field).containsExactly("id1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
