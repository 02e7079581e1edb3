package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

class ReconnectPauseTest {

    private final ReconnectPause pause = new ReconnectPause();

    @RepeatedTest(20)
    void doublesToTwoSecondsWithinAHalfAndAll() {
        for (long most : new long[] {100, 200, 400, 800, 1_600, 2_000, 2_000}) {
            assertThat(pause.next())
                    .isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
        }
        pause.reset();
        assertThat(pause.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
}
