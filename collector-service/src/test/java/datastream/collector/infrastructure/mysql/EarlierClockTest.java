package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlierClockTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T15:00:00Z, 2099-01-01T00:00:00Z, 2026-03-28T15:00:00Z",
        "2099-01-01T00:00:00Z, 2026-03-28T15:00:00Z, 2026-03-28T15:00:00Z",
        "1970-01-01T00:00:00Z, 2026-03-28T15:00:00Z, 1970-01-01T00:00:00Z"
    })
    void goesByThatWhichIsBehind(Instant ours, Instant theirs, Instant told) {
        Clock clock = new EarlierClock(Clock.fixed(ours, ZoneOffset.UTC), () -> theirs);
        assertThat(clock.instant()).isEqualTo(told);
        assertThat(clock.withZone(ZoneOffset.MAX).instant()).isEqualTo(told);
    }
}
