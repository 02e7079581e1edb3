package datastream.collector.usecase.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Door;
import datastream.collector.domain.Quarantined;
import datastream.collector.fake.InMemoryQuarantine;
import datastream.collector.fake.Readings;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpireQuarantinedTest {

    private static final Instant NOW =
            Instant.parse(Timestamps.format(Readings.BASE)).plus(Duration.ofDays(1));
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final InMemoryQuarantine quarantine = new InMemoryQuarantine();

    @Test
    void deletesWhatIsTooOldAndNothingElse() {
        keep(-1, 0, 1);
        assertThat(expire(Duration.ofDays(1), 100).expireNow()).isEqualTo(1);
        assertThat(left()).containsExactly("0", "1");
    }

    @Test
    void deletesTheOldestOfWhatIsTooMuch() {
        keep(3, 1, 2, 5, 4);
        assertThat(expire(Duration.ofDays(2), 3).expireNow()).isEqualTo(2);
        assertThat(left()).containsExactly("3", "5", "4");
        assertThat(expire(Duration.ofDays(2), 3).expireNow()).isZero();
    }

    @Test
    void deletesMoreThanFitsIntoOneTransaction() {
        quarantine.keep(IntStream.range(0, 25_000).mapToObj(this::entry).toList());
        ExpireQuarantined expire = expire(Duration.ofDays(2), 10);
        assertThat(expire.expireNow()).isEqualTo(24_990);
        assertThat(expire.expired()).isEqualTo(24_990);
        assertThat(quarantine.all()).hasSize(10);
    }

    @Test
    void doesSoByItselfUntilItIsClosed() {
        keep(0, 1);
        try (ExpireQuarantined expire = expire(Duration.ofDays(2), 1)) {
            expire.start();
            await().untilAsserted(() -> assertThat(left()).containsExactly("1"));
        }
    }

    private ExpireQuarantined expire(Duration age, long most) {
        return new ExpireQuarantined(quarantine, new RetentionConfig(age, most), CLOCK);
    }

    private void keep(int... offsets) {
        quarantine.keep(IntStream.of(offsets).mapToObj(this::entry).toList());
    }

    private Quarantined entry(int offsetMicros) {
        return new Quarantined(
                Door.HTTP,
                Quarantined.Reason.INVALID,
                "",
                "bad",
                String.valueOf(offsetMicros),
                true,
                Readings.BASE + offsetMicros);
    }

    private List<String> left() {
        return quarantine.all().stream().map(Quarantined::content).toList();
    }
}
