package datastream.wire;

import static datastream.wire.JsonSamples.GOOD;
import static datastream.wire.JsonSamples.GOOD_READING;
import static datastream.wire.JsonSamples.bytes;
import static datastream.wire.JsonSamples.decode;
import static datastream.wire.JsonSamples.onlyRejection;
import static datastream.wire.JsonSamples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.reading.Rejection;
import datastream.reading.Submission;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingJsonShapeTest {

    @ParameterizedTest
    @ValueSource(strings = {"%s", " \r\n\t%s\n ", "[%s]", "[ %s ]\n", "\uFEFF%s", "\uFEFF[%s]"})
    void readsAnObjectOrAnArrayWithOrWithoutByteOrderMark(String shape) {
        assertThat(decode(shape.replace("%s", GOOD)).readings()).containsExactly(GOOD_READING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\r\t", "[]", " [ ] "})
    void refusesWhatHoldsNoReading(String text) {
        assertMalformed(text).withMessage("the payload is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"]", "}", "%s", "[]", ",", "null", "x", "\0"})
    void refusesWhatGoesOnBehindItsEnd(String garbage) {
        assertMalformed(GOOD + " " + garbage.replace("%s", GOOD));
        assertMalformed("[" + GOOD + "] " + garbage.replace("%s", GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "}",
                "]",
                "[,]",
                "[%s,]",
                "[%s %s]",
                "{]",
                "[}",
                "{\"id1\"}",
                "{\"id1\":}",
                "{id1: 1}",
                "{'id1': 1}",
                "// a\n%s",
                "nul",
                "tru",
                "-",
                "01",
                "+1",
                ".5",
                "1.",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "[1",
                "[[[",
                "{\"a\":{\"b\":",
                "\0"
            })
    void refusesWhatIsNotJson(String text) {
        assertMalformed(text.replace("%s", GOOD)).withMessageStartingWith("not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INF+", "0x10", "1_000", "01", "1."})
    void refusesNumbersThatJsonDoesNotHave(String number) {
        assertMalformed(with("sensor_value", number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void numbersThatAreNotFiniteCostOneReading(String number) {
        Submission submission = decode("[" + with("sensor_value", number) + "," + GOOD + "]");
        assertThat(submission.readings()).hasSize(1);
        assertThat(submission.rejections())
                .extracting(Rejection::field)
                .containsExactly("sensor_value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "42", "1.5", "\"text\"", "true", "false", "[[]]", "[[%s, 1]]"})
    void rejectsValuesThatAreNoObjects(String value) {
        Rejection rejection = onlyRejection(decode(value.replace("%s", GOOD)));

        assertThat(rejection.field()).isEmpty();
        assertThat(rejection.message()).startsWith("must be a JSON object, not ");
    }

    @Test
    void keepsTheGoodOnesAmongBadOnes() {
        String[] bad = {"null", "[1, [2]]", "{}", with("id2", "-1"), with("id1", "{\"a\": [0]}")};
        for (String each : bad) {
            Submission submission = decode("[" + GOOD + "," + each + "," + GOOD + "]");

            assertThat(submission.readings()).containsExactly(GOOD_READING, GOOD_READING);
            assertThat(submission.rejections()).extracting(Rejection::index).containsExactly(1L);
            assertThat(submission.positionOf(1)).isEqualTo(2);
        }
    }

    @Test
    void takesTenThousandReadingsAndNotOneMore() {
        assertThat(decode(array(Submission.MOST_READINGS, GOOD)).readings()).hasSize(10_000);
        assertMalformed(array(Submission.MOST_READINGS + 1, GOOD))
                .withMessage("more than 10000 readings");
    }

    @Test
    void countsBadReadingsTowardsTheLimit() {
        assertThat(decode(array(Submission.MOST_READINGS, "0")).rejections()).hasSize(10_000);
        assertMalformed(array(Submission.MOST_READINGS + 1, "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s, %s]", "%s", "[%s, null, {\"id1\": [1]}]"})
    void refusesWhatIsCutOffAnywhere(String shape) {
        byte[] whole = bytes(shape.replace("%s", GOOD));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(MalformedPayload.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> ReadingJson.decode(cut, KnownFields.NONE));
        }
    }

    @Test
    void survivesUnknownFieldsOfEveryDepth() {
        assertThat(onlyRejection(decode(withNested(500))).field()).isEqualTo("deep");
        assertMalformed(withNested(100_000)).withMessageContaining("limit");
    }

    @Test
    void refusesANumberOfThousandsOfDigits() {
        assertMalformed(with("sensor_value", "1".repeat(100_000))).withMessageContaining("limit");
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] invalid = GOOD.replace("ROOM", "RO\u00ff").getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(MalformedPayload.class)
                .isThrownBy(() -> ReadingJson.decode(invalid, KnownFields.NONE))
                .withMessageStartingWith("not JSON at line 1, column ");
    }

    @Test
    void saysWhereTheJsonBreaks() {
        assertMalformed("[\n  {\"id1\": !}]").withMessageContaining("line 2, column 11");
    }

    private static String withNested(int depth) {
        return GOOD.replace("}", ", \"deep\": " + "[".repeat(depth) + "]".repeat(depth) + "}");
    }

    private static String array(int size, String element) {
        return "[" + String.join(",", Collections.nCopies(size, element)) + "]";
    }

    private static ThrowableAssertAlternative<MalformedPayload> assertMalformed(String text) {
        return assertThatExceptionOfType(MalformedPayload.class)
                .isThrownBy(() -> decode(text))
                .satisfies(e -> assertThat(e.reason()).hasSizeLessThan(300))
                .satisfies(e -> assertThat(e.reason()).doesNotContain("Source", "`", "Feature"));
    }
}
