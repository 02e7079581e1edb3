package datastream.wire;

import static datastream.wire.JsonSamples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.reading.IngestOutcome;
import datastream.reading.InvalidField;
import datastream.reading.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeJsonTest {

    private static final Rejection INVALID =
            new Rejection(3, Rejection.Code.INVALID, "id2", "must be \"0\"…");
    private static final Rejection CONFLICT =
            new Rejection(4, Rejection.Code.CONFLICT, "sensor_value", "differs");

    @Test
    void tellsAsManyRejectionsAsFitAndCountsAll() {
        List<Rejection> rejections = Collections.nCopies(10_000, CONFLICT);
        var outcome = OutcomeJson.of(new IngestOutcome(1, 2, rejections));
        int one = outcome.toBytes().length / 10_000;
        for (int most : List.of(1_000, 1_000 + one / 2, 1_000 + one, 64 * 1024)) {
            byte[] bytes = outcome.toBytes(most);
            assertThat(bytes).hasSizeBetween(most - 2 * one, most);
            var told = OutcomeJson.fromBytes(bytes);
            assertThat(told.received() - told.committed() - told.duplicates()).isEqualTo(10_000);
            assertThat(told.rejected()).isNotEmpty().hasSizeLessThan(10_000);
        }
    }

    @Test
    void leavesNothingOutThatFits() {
        var outcome = OutcomeJson.of(new IngestOutcome(1, 2, List.of(INVALID, CONFLICT)));
        byte[] whole = outcome.toBytes();
        assertThat(outcome.toBytes(whole.length)).isEqualTo(whole);
        assertThat(OutcomeJson.fromBytes(outcome.toBytes(whole.length - 1)).rejected())
                .containsExactly(INVALID);
        assertThat(OutcomeJson.fromBytes(outcome.toBytes(0)))
                .isEqualTo(new OutcomeJson(5, 1, 2, List.of()));
    }

    @Test
    void countsAllAndNamesCodesInLowerCase() {
        var outcome = OutcomeJson.of(new IngestOutcome(1, 2, List.of(CONFLICT)));

        assertThat(new String(outcome.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {"received":4,"committed":1,"duplicates":2,"rejected":[\
                        {"index":4,"code":"conflict","field":"sensor_value","message":"differs"}]}\
                        """);
    }

    @Test
    void comesBackAsItWasWritten() {
        var outcome = OutcomeJson.of(new IngestOutcome(1, 2, List.of(INVALID, CONFLICT)));

        assertThat(OutcomeJson.fromBytes(outcome.toBytes())).isEqualTo(outcome);
    }

    @Test
    void carriesWhateverASenderMadeUsQuote() {
        InvalidField cause = InvalidField.of("id1", "must", "v".repeat(63) + "\uD83D\uDE00\uD83D");
        var rejection = new Rejection(0, Rejection.Code.INVALID, cause.field(), cause.rule());
        var outcome = OutcomeJson.of(new IngestOutcome(0, 0, List.of(rejection)));

        assertThat(OutcomeJson.fromBytes(outcome.toBytes())).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "{}",
                "{\"received\":1}",
                "nonsense",
                "{",
                "{\"received\":1,\"committed\":1,\"duplicates\":0,\"rejected\":null}",
                "{\"received\":1,\"committed\":1,\"duplicates\":0,\"rejected\":[null]}",
                "{\"received\":1,\"committed\":1,\"duplicates\":0,\"rejected\":[{}]}",
                "{\"received\":1,\"committed\":0,\"duplicates\":0,\"rejected\":"
                        + "[{\"index\":0,\"code\":\"invalid\",\"field\":\"\"}]}",
                "{\"received\":1,\"committed\":1,\"duplicates\":0,\"rejected\":[]} x",
                "{\"received\":1,\"committed\":1,\"duplicates\":null,\"rejected\":[]}",
                "{\"received\":\"a\",\"committed\":1,\"duplicates\":0,\"rejected\":[]}"
            })
    void refusesWhatIsNoOutcome(String text) {
        assertThatExceptionOfType(MalformedPayload.class)
                .isThrownBy(() -> OutcomeJson.fromBytes(bytes(text)))
                .satisfies(e -> assertThat(e.reason()).doesNotContain("datastream", "Source"));
    }
}
