package datastream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Sensor;
import datastream.reading.Submission;
import datastream.reading.Timestamps;
import java.nio.charset.StandardCharsets;

/** Readings as JSON text, and what to expect of them. */
final class JsonSamples {

    static final String GOOD =
            """
            {"sensor_type": "temperature", "id1": "ROOM", "id2": 7, \
            "timestamp": "2026-11-21T08:00:00.123456Z", "sensor_value": 21.53}\
            """;

    static final Reading GOOD_READING =
            new Reading(
                    new Sensor("temperature", "ROOM", 7),
                    Timestamps.parse("2026-11-21T08:00:00.123456Z"),
                    21.53);

    private JsonSamples() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Submission decode(String text) {
        return ReadingJson.decode(bytes(text), KnownFields.NONE);
    }

    static Submission decodeLines(String text) {
        return ReadingJson.decodeLines(bytes(text));
    }

    /** The good reading with one member's value replaced. */
    static String with(String field, String value) {
        return GOOD.replaceFirst("(\"" + field + "\": )[^,}]+", "$1" + value.replace("\\", "\\\\"));
    }

    /** The only rejection of what holds nothing else. */
    static Rejection onlyRejection(Submission submission) {
        assertThat(submission.readings()).isEmpty();
        assertThat(submission.rejections()).hasSize(1);
        Rejection rejection = submission.rejections().getFirst();
        assertThat(rejection.code()).isEqualTo(Rejection.Code.INVALID);
        assertThat(rejection.field().length() + rejection.message().length()).isLessThan(300);
        return rejection;
    }
}
