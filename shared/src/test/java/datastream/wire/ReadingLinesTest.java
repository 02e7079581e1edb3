package datastream.wire;

import static datastream.wire.JsonSamples.GOOD;
import static datastream.wire.JsonSamples.GOOD_READING;
import static datastream.wire.JsonSamples.decodeLines;
import static datastream.wire.JsonSamples.onlyRejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.reading.Rejection;
import datastream.reading.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingLinesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s\n%s",
                "%s\n%s\n",
                "%s\r\n%s\r\n",
                "\n\n%s\n \t\r\n%s\n\n",
                "\uFEFF%s\n%s",
                "  %s  \n\t%s"
            })
    void readsOneReadingALine(String shape) {
        Submission submission = decodeLines(shape.replace("%s", GOOD));

        assertThat(submission.rejections()).isEmpty();
        assertThat(submission.readings()).containsExactly(GOOD_READING, GOOD_READING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", " \n\t\n"})
    void refusesWhatHoldsNoReading(String text) {
        assertThatExceptionOfType(MalformedPayload.class)
                .isThrownBy(() -> decodeLines(text))
                .withMessage("the payload is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{", "nonsense", "NaN", "[", "]", "{\"id1\": \"A", "\u00ff", "\0", "\"", "{}}",
                "%s}", "%s%s", "%s,%s", "[%s]", "42", "null", "{}", "{\"id1\":}", "\0\0\0{", "{\0",
                "%s \0"
            })
    void losesOnlyTheLineThatIsWrong(String bad) {
        Submission submission = decodeLines(GOOD + "\n" + bad.replace("%s", GOOD) + "\n\n" + GOOD);

        assertThat(submission.readings()).containsExactly(GOOD_READING, GOOD_READING);
        assertThat(submission.rejections()).extracting(Rejection::index).containsExactly(1L);
        assertThat(submission.positionOf(1)).isEqualTo(2);
    }

    @Test
    void losesOnlyTheLineWithInvalidBytes() {
        byte[] lines =
                (GOOD + "\n????????\n" + GOOD).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int line = GOOD.length() + 1;
        byte[] utf32 = {0, 0, 0, '{', (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        System.arraycopy(utf32, 0, lines, line, utf32.length);

        Submission submission = ReadingJson.decodeLines(lines);

        assertThat(submission.readings()).hasSize(2);
        assertThat(submission.rejections()).hasSize(1);
    }

    @Test
    void saysWhereALineBreaks() {
        Rejection rejection = onlyRejection(decodeLines("{\"id1\": !}"));

        assertThat(rejection.field()).isEmpty();
        assertThat(rejection.message()).isEqualTo("is not JSON at column 9");
    }

    @Test
    void wantsAReadingAloneOnItsLine() {
        assertThat(onlyRejection(decodeLines(GOOD + " " + GOOD)).message())
                .isEqualTo("must be alone on its line");
    }

    @Test
    void losesOnlyTheLineThatIsTooDeep() {
        Submission submission = decodeLines("[".repeat(100_000) + "\n" + GOOD);

        assertThat(submission.readings()).containsExactly(GOOD_READING);
        assertThat(submission.rejections().getFirst().message()).contains("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\n", "{\n", "!\n"})
    void takesTenThousandLinesAndNotOneMore(String line) {
        assertThat(decodeLines(line.repeat(10_000)).size()).isEqualTo(10_000);
        assertThat(decodeLines(line.repeat(10_000) + "\n \n").size()).isEqualTo(10_000);
        assertThatExceptionOfType(MalformedPayload.class)
                .isThrownBy(() -> decodeLines(line.repeat(10_001)))
                .withMessage("more than 10000 readings");
    }
}
