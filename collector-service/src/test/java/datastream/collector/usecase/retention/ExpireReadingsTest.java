package datastream.collector.usecase.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import datastream.collector.fake.InMemoryPartitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpireReadingsTest {

    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final Instant NOW = at("2026-03-28T15:00:00Z");
    private static final Instant YEARS = at("2031-03-28T00:00:00Z");

    private final InMemoryPartitions partitions = new InMemoryPartitions();
    private Instant now = NOW;

    @BeforeEach
    void partitionAsTheMigrationDoes() {
        partitions.ends.add(at("2026-04-05T00:00:00Z"));
        partitions.ends.add(YEARS);
    }

    @Test
    void makesTheNextDaysAlsoAcrossAChangeOfClocksAndTheEndOfAMonth() {
        expire(TWO_DAYS).expireNow();
        assertThat(partitions.ends)
                .containsExactly(
                        Stream.concat(
                                        Stream.iterate(
                                                        at("2026-03-29T00:00:00Z"),
                                                        day -> day.plus(Duration.ofDays(1)))
                                                .limit(10),
                                        Stream.of(YEARS))
                                .toArray(Instant[]::new));
    }

    @Test
    void makesMonthsWhereReadingsAreKeptForEver() {
        partitions.readings.put(at("1970-01-01T00:00:00Z"), 20_000);
        ExpireReadings expire =
                new ExpireReadings(
                        partitions, ReadingRetention.FOR_EVER, Clock.fixed(NOW, ZoneOffset.UTC));
        partitions.keptSince = NOW;
        expire.expireNow();
        assertThat(partitions.ends)
                .containsExactly(at("2026-04-05T00:00:00Z"), at("2026-05-01T00:00:00Z"), YEARS);
        assertThat(partitions.readings).hasSize(1);
        assertThat(partitions.keptSince).isNull();
    }

    @Test
    void makesWeeksWhereDaysWouldBeTooMany() {
        expire(Duration.ofDays(365)).expireNow();
        assertThat(partitions.ends)
                .containsExactly(
                        at("2026-03-30T00:00:00Z"),
                        at("2026-04-05T00:00:00Z"),
                        at("2026-04-06T00:00:00Z"),
                        at("2026-04-13T00:00:00Z"),
                        YEARS);
        assertThat(partitions.keptSince).isEqualTo(at("2025-03-24T00:00:00Z"));
    }

    @Test
    void dropsADayWhenAllOfItIsTooOld() {
        ExpireReadings expire = expire(TWO_DAYS);
        expire.expireNow();
        Instant last = at("2026-03-28T23:59:59.999999Z");
        partitions.readings.put(last, 1_000_000);
        now = at("2026-03-30T23:59:59Z");
        expire.expireNow();
        assertThat(partitions.readings).containsKey(last);
        now = at("2026-03-31T00:00:00Z");
        expire.expireNow();
        assertThat(partitions.readings).isEmpty();
        assertThat(partitions.ends).doesNotContain(at("2026-03-29T00:00:00Z"));
        assertThat(partitions.keptSince).isEqualTo(at("2026-03-29T00:00:00Z"));
        assertThat(expire.dropped()).isEqualTo(1);
        assertThat(expire.deleted()).isZero();
    }

    @Test
    void deletesWhatIsTooOldInAPartitionWithOthersAndNothingElse() {
        partitions.readings.put(at("1970-01-01T00:00:00Z"), 130_000);
        partitions.readings.put(at("2026-03-25T23:59:59.999999Z"), 1);
        partitions.readings.put(at("2026-03-26T00:00:00Z"), 1);
        partitions.readings.put(at("9999-12-31T23:59:59.999999Z"), 20_000);
        ExpireReadings expire = expire(TWO_DAYS);
        expire.expireNow();
        assertThat(partitions.readings)
                .containsOnlyKeys(at("2026-03-26T00:00:00Z"), at("9999-12-31T23:59:59.999999Z"));
        assertThat(expire.deleted()).isEqualTo(130_001);
    }

    @Test
    void dividesAPartitionOfManyReadingsNot() {
        partitions.readings.put(NOW, ExpireReadings.MOST_COPIED + 1);
        partitions.readings.put(YEARS, 50_000);
        partitions.readings.put(at("2026-05-01T00:00:00Z"), ExpireReadings.MOST_COPIED);
        expire(TWO_DAYS).expireNow();
        assertThat(partitions.ends)
                .containsExactly(
                        at("2026-04-05T00:00:00Z"),
                        at("2026-04-06T00:00:00Z"),
                        at("2026-04-07T00:00:00Z"),
                        YEARS);
    }

    @Test
    void whenSomebodyIsInTheWayItLeavesEverythingToTheNextRound() {
        ExpireReadings expire = expire(TWO_DAYS);
        expire.expireNow();
        partitions.readings.put(NOW, 10_000);
        partitions.somebodyIsInTheWay = true;
        now = at("2026-04-02T00:00:00Z");
        expire.expireNow();
        // It is not deleted piece by piece either: it will be dropped.
        assertThat(partitions.readings).containsEntry(NOW, 10_000);
        partitions.somebodyIsInTheWay = false;
        expire.expireNow();
        assertThat(partitions.readings).isEmpty();
        assertThat(expire.deleted()).isZero();
    }

    @Test
    void aClockThatIsFarAheadForgetsNothing() {
        partitions.readings.put(NOW, 1);
        partitions.now = NOW;
        now = at("2099-01-01T00:00:00Z");
        expire(TWO_DAYS).expireNow();
        assertThat(partitions.readings).hasSize(1);
    }

    @Test
    void doesNothingWhileAnotherCollectorDoes() {
        partitions.anotherIsAtIt = true;
        expire(TWO_DAYS).expireNow();
        assertThat(partitions.ends).hasSize(2);
    }

    @Test
    void partitionsAreThereWhenStartReturns() {
        try (ExpireReadings expire = expire(TWO_DAYS)) {
            expire.start();
            assertThat(partitions.ends).contains(at("2026-04-07T00:00:00Z"));
        }
    }

    @Test
    void doesSoByItselfUntilItIsClosed() {
        partitions.readings.put(at("2000-01-01T00:00:00Z"), 1);
        try (ExpireReadings expire = expire(TWO_DAYS)) {
            expire.start();
            await().until(() -> expire.deleted() == 1);
        }
    }

    @Test
    void readingsAreKeptForADayAtLeast() {
        assertThat(new ReadingRetention(Duration.ofDays(1)).keptSince(NOW))
                .isEqualTo(at("2026-03-27T00:00:00Z"));
        assertThatThrownBy(() -> new ReadingRetention(Duration.ofHours(23)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ExpireReadings expire(Duration age) {
        InstantSource clock = () -> now;
        return new ExpireReadings(
                partitions, new ReadingRetention(age), clock.withZone(ZoneOffset.UTC));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
