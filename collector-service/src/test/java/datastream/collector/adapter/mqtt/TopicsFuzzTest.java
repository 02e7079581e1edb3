package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import datastream.reading.Reading;
import datastream.reading.Submission;
import datastream.wire.MalformedPayload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Coverage-guided fuzzing of what an MQTT message's topic says about its payload. Here the corpus
 * is replayed; {@code benchmark/fuzz message} searches on.
 */
class TopicsFuzzTest {

    /**
     * @param input the topic, a line feed, the payload
     */
    @FuzzTest(maxDuration = "10m")
    void message(byte[] input) {
        int end = lineFeed(input);
        String topic = new String(input, 0, end, StandardCharsets.UTF_8);
        byte[] payload = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        Submission submission;
        try {
            submission = Topics.decode(topic, payload);
        } catch (MalformedPayload e) {
            assertThat(e.reason()).isNotBlank();
            return;
        }
        assertThat(submission.size()).isBetween(1, Submission.MOST_READINGS);
        if (!topic.equals("sensors/batch")) {
            submission.readings().forEach(reading -> comesFrom(topic, reading));
        }
    }

    /** Whatever the payload says: nobody hands in readings of a sensor under another's topic. */
    private static void comesFrom(String topic, Reading reading) {
        String[] levels = topic.split("/", -1);
        assertThat(reading.sensor().type()).isEqualTo(levels[1]);
        assertThat(reading.sensor().id1()).isEqualTo(levels[2]);
        assertThat(reading.sensor().id2()).isEqualTo(Integer.parseInt(levels[3]));
    }

    private static int lineFeed(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        return end;
    }
}
