package datastream.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.chaos.journal.Answer;
import datastream.chaos.journal.AnswerKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final long ASKED = Duration.ofSeconds(100).toNanos();

    private final Drain drain = new Drain(8080, ASKED);

    @Test
    void isBrokenByARequestInProgressThatWasCut() {
        assertThat(drain.broke(answer(AnswerKind.CUT, -200, 30))).isTrue();
        assertThat(drain.broke(answer(AnswerKind.RETRY, -200, 30))).isTrue();
    }

    @Test
    void isKeptByAnAnswer() {
        assertThat(drain.broke(answer(AnswerKind.OK, -200, 30))).isFalse();
    }

    @Test
    void hasNothingToDoWithRequestsBeforeAndAfter() {
        assertThat(drain.broke(answer(AnswerKind.CUT, -200, -10))).isFalse();
        assertThat(drain.broke(answer(AnswerKind.CUT, 10, 30))).isFalse();
    }

    @Test
    void leavesOutARequestThatMayNotHaveArrivedYet() {
        assertThat(drain.broke(answer(AnswerKind.CUT, -1, 30))).isFalse();
    }

    @Test
    void tellsWhatBrokeIt() {
        assertThat(drain.tell(answer(AnswerKind.CUT, -200, 30)))
                .isEqualTo("CUT, begun 200 ms before and ended 30 ms after");
    }

    private static Answer answer(AnswerKind kind, long startMillis, long endMillis) {
        return new Answer(
                kind,
                10,
                0,
                ASKED + Duration.ofMillis(startMillis).toNanos(),
                ASKED + Duration.ofMillis(endMillis).toNanos());
    }
}
