package datastream.generator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTimeTest {

    private final AnswerTime time = new AnswerTime(Duration.ofSeconds(10));
    private final long start = System.nanoTime();

    @Test
    void growsOnceForAllMessagesThatHadTheSameTimeAndNotForEver() {
        late(10);
        assertThat(time.now()).hasSeconds(20);
        late(11);
        late(29);
        assertThat(time.now()).hasSeconds(20);
        late(30);
        assertThat(time.now()).hasSeconds(40);
        late(100);
        assertThat(time.now()).hasSeconds(40);
    }

    @Test
    void staysWhileAnswersNeedItAndShrinksWhenTheyAreQuick() {
        late(10);
        answered(15);
        assertThat(time.now()).hasSeconds(20);
        answered(7);
        assertThat(time.now()).hasSeconds(14);
        answered(1);
        assertThat(time.now()).hasSeconds(10);
    }

    private void late(int seconds) {
        time.late(start + Duration.ofSeconds(seconds).toNanos() + 1_000_000_000);
    }

    private void answered(int seconds) {
        time.answered(Duration.ofSeconds(seconds).toNanos());
    }
}
