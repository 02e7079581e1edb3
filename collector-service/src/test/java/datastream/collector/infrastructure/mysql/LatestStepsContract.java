package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How few rows a server looks at for the latest readings. In partitions as the migration makes them
 * all that is tested here lies in one, but where it is divided.
 */
abstract class LatestStepsContract extends PartitionsFixture {

    /**
     * Some for each partition, however many of the thousand readings each of them has, and however
     * long ago the last was.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 40})
    void theLatestOfASensorIsFewSteps(int daysAgo) {
        storeTenSensorsUntil(Instant.now().minus(Duration.ofDays(daysAgo)));
        theLatestOfTenIsFewSteps();
    }

    /** They fell silent on the day on which those begin that count as the last days. */
    @Test
    void theLatestIsFewStepsWhereADayIsAPartition() {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        List<Instant> days =
                IntStream.rangeClosed(-6, 0)
                        .mapToObj(day -> today.plus(Duration.ofDays(day)))
                        .toList();
        assertThat(does(turn -> turn.split(first(turn), days))).isTrue();
        storeTenSensorsUntil(today.minus(Duration.ofDays(2)).plusSeconds(1_001));
        theLatestOfTenIsFewSteps();
    }

    /** As somebody may have divided the table who knew nothing of us. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RANGE (TO_DAYS(ts)) (PARTITION a VALUES LESS THAN (738000), PARTITION b VALUES LESS THAN MAXVALUE)",
                "HASH (TO_DAYS(ts)) PARTITIONS 3"
            })
    void partitionsOfOthersAreNoHindrance(String division) {
        database.write(handle -> handle.execute("ALTER TABLE reading PARTITION BY " + division));
        storeTenSensorsUntil(Instant.now().minus(Duration.ofDays(3)));
        theLatestOfTenIsFewSteps();
    }

    private void theLatestOfTenIsFewSteps() {
        MySqlLatestReadings latest = new MySqlLatestReadings(database);
        MySqlReadingStore catalogue = new MySqlReadingStore(database);
        ReadingFilter type = ReadingFilter.ofSensors(Set.of("light"), Set.of(), Set.of());
        database.write(handle -> {
            handle.createQuery("ANALYZE TABLE sensor, reading").mapToMap().list();
            // Looks for the partitions, too.
            latest.latest(handle, type, 0, 1);
            catalogue.newest(handle, type, 1, 0);
            for (ReadingFilter filter : List.of(ReadingFilter.ALL, type)) {
                assertThat(steps(handle, () -> latest.latest(handle, filter, 0, 100)))
                        .as(filter.toString())
                        .isLessThan(250);
                assertThat(steps(handle, () -> catalogue.newest(handle, filter, 100, 0)))
                        .as(filter.toString())
                        .isLessThan(250);
            }
            return null;
        });
    }

    private static long steps(Handle handle, Supplier<List<StoredReading>> latest) {
        long before = ReadSteps.byIndex(handle);
        assertThat(latest.get()).hasSize(10).allMatch(found -> found.reading().value() == 999);
        return ReadSteps.byIndex(handle) - before;
    }

    /** Each with a thousand readings, a second apart. */
    private void storeTenSensorsUntil(Instant last) {
        long first = Timestamps.toMicros(last.minusSeconds(999));
        for (int i = 0; i < 10; i++) {
            Sensor sensor = new Sensor("light", "HALL", i);
            writer.append(
                    IntStream.range(0, 1_000)
                            .mapToObj(at -> new Reading(sensor, first + at * 1_000_000L, at))
                            .toList());
        }
    }

    /**
     * A page of two of two hundred sensors looks for no readings of the others, which would be a
     * thousand steps and more; it may look at the names of a hundred that match.
     */
    @Test
    void aPageOfTheLatestLooksAtNoOtherSensors() {
        IntStream.range(0, 200)
                .mapToObj(i -> new Sensor("light", i < 100 ? "HALL" : "ROOM", i % 100))
                .forEach(sensor -> writer.append(Readings.series(sensor, 2)));
        List<ReadingFilter> filters =
                List.of(
                        ReadingFilter.ALL,
                        ReadingFilter.ofSensors(Set.of("light"), Set.of(), Set.of()),
                        ReadingFilter.ofSensors(Set.of(), Set.of("HALL"), Set.of()),
                        ReadingFilter.ofSensors(Set.of(), Set.of(), Set.of(3, 4, 5, 6, 7, 8, 9)));
        MySqlLatestReadings latest = new MySqlLatestReadings(database);
        MySqlReadingStore catalogue = new MySqlReadingStore(database);
        database.write(handle -> {
            handle.createQuery("ANALYZE TABLE sensor, reading").mapToMap().list();
            latest.latest(handle, ReadingFilter.ALL, 0, 1);
            catalogue.newest(handle, ReadingFilter.ALL, 1, 0);
            for (ReadingFilter filter : filters) {
                long before = ReadSteps.byIndex(handle);
                assertThat(latest.latest(handle, filter, 2, 2)).hasSize(2);
                long byKey = ReadSteps.byIndex(handle) - before;
                assertThat(catalogue.newest(handle, filter, 2, 2)).hasSize(2);
                long byName = ReadSteps.byIndex(handle) - before - byKey;
                assertThat(byKey).as(filter.toString()).isLessThan(300);
                assertThat(byName).as(filter.toString()).isLessThan(300);
            }
            return null;
        });
    }
}
