package datastream.generator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTimeTest {

    private final AnswerTime time = new AnswerTime(Duration.ofSeconds(10));

    @Test
    void growsButNotForEver() {
        time.late();
        assertThat(time.now()).hasSeconds(20);
        time.late();
        assertThat(time.now()).hasSeconds(20);
    }

    @Test
    void staysWhileAnswersNeedItAndShrinksWhenTheyAreQuick() {
        time.late();
        answered(15);
        assertThat(time.now()).hasSeconds(20);
        answered(7);
        assertThat(time.now()).hasSeconds(14);
        answered(1);
        assertThat(time.now()).hasSeconds(10);
    }

    private void answered(int seconds) {
        time.answered(Duration.ofSeconds(seconds).toNanos());
    }
}
