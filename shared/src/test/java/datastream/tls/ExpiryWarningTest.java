package datastream.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpiryWarningTest {

    private static final Instant END = Instant.parse("2026-12-24T18:00:00Z");

    private final ExpiryWarning warning = new ExpiryWarning(END);

    @Test
    void isDueFromFourteenDaysBeforeOnOnceADay() {
        Instant soon = END.minus(Duration.ofDays(14));

        assertThat(warning.isDue(soon.minusMillis(1))).isFalse();
        assertThat(warning.isDue(soon)).isTrue();
        assertThat(warning.isDue(soon.plus(Duration.ofHours(23)))).isFalse();
        assertThat(warning.isDue(soon.plus(Duration.ofHours(24)))).isTrue();
    }

    @Test
    void saysWhetherItIsTooLate() {
        assertThat(warning.text(END.minusSeconds(1))).isEqualTo("expires at " + END);
        assertThat(warning.text(END)).isEqualTo("has expired at " + END);
    }
}
