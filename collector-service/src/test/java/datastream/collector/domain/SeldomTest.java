package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeldomTest {

    private long now = Long.MAX_VALUE - 5;

    @Test
    void isDueOnceAMinuteAndAtOnce() {
        Seldom seldom = new Seldom(() -> now);
        assertThat(seldom.isDue()).isTrue();
        assertThat(seldom.isDue()).isFalse();
        now += Duration.ofMinutes(1).toNanos() - 1;
        assertThat(seldom.isDue()).isFalse();
        now++;
        assertThat(seldom.isDue()).isTrue();
        assertThat(seldom.isDue()).isFalse();
    }
}
