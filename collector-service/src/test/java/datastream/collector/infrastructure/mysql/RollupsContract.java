package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What counting from rollups promises: to be the same as counting. Run on every real server. */
abstract class RollupsContract extends RollupsFixture {

    /** {@code -Ddatastream.test.rollups=5000} for the long run. */
    private static final int STEPS = Integer.getInteger("datastream.test.rollups", 150);

    @Test
    void totalsAreCountsWhateverHappensInWhateverOrder() {
        Random random = new Random(9);
        List<Long> done = new ArrayList<>();
        List<Reading> sent = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String what = doSomething(random, done, sent);
            for (int i = 0; i < 6; i++) {
                ReadingFilter filter = randomFilter(random);
                long expected = onAConnection(h -> MySqlReadingCounts.byReadings(h, filter));
                assertThat(counts.count(filter))
                        .as("step %d, %s: %s", step, what, filter)
                        .isEqualTo(expected);
                Page page = randomPage(random, expected);
                assertThat(findingFar.find(filter, page))
                        .as("step %d, %s: %s %s", step, what, filter, page)
                        .isEqualTo(passingOver.find(filter, page));
            }
        }
        assertThat(sent).hasSizeGreaterThan(STEPS);
        finish();
        assertRollupsAreWhatTheReadingsGive();
    }

    /** Mostly within what there is, sometimes just behind it. */
    private static Page randomPage(Random random, long readings) {
        int offset = random.nextInt((int) readings + 3);
        return new Page(1 + random.nextInt(30), offset, one(Page.Order.values(), random));
    }

    private static <T> T one(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    /** As after the migration of a table that has readings. */
    @Test
    void whatWasThereBeforeTheRollupsIsCountedAndBuilt() {
        Random random = new Random(10);
        List<Reading> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            loading.append(randomBatch(random, sent));
        }
        openEverything();
        long all = counts.count(ReadingFilter.ALL);
        assertThat(all).isGreaterThan(100).isLessThanOrEqualTo(sent.size());
        assertThat(rollups.build()).isTrue();
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(all);
        long later = 1_000 * 24 * HOUR;
        inserting.append(
                IntStream.range(0, 3)
                        .mapToObj(i -> Readings.of(SENSORS.getFirst(), later + i, i))
                        .toList());
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(all + 3);
        finish();
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(all + 3);
        assertRollupsAreWhatTheReadingsGive();
    }

    /** However few there were in the hours before: one transaction must not count a dense year. */
    @Test
    void aBuildTakesABoundedNumberOfReadings() {
        List<Reading> sparse = hourly(SENSORS.getFirst(), 0, 60);
        List<Reading> dense = new ArrayList<>();
        SENSORS.forEach(sensor -> dense.addAll(hourly(sensor, -60, 60)));
        loading.append(sparse);
        loading.append(dense);
        MySqlRollups careful = new MySqlRollups(database, 12);
        openEverything();
        long before = Readings.BASE / HOUR + 60;
        while (careful.build()) {
            List<String> left = rows("SELECT to_hour FROM rollup_gap");
            long to = left.isEmpty() ? 0 : Long.parseLong(left.getFirst());
            String built =
                    "SELECT COUNT(*) FROM reading WHERE TRUE"
                            + ReadingSql.isIn("ts", to * HOUR, before * HOUR);
            assertThat(Integer.parseInt(rows(built).getFirst())).isBetween(1, 12);
            before = to;
        }
        finish();
        assertRollupsAreWhatTheReadingsGive();
    }

    private static List<Reading> hourly(Sensor sensor, int fromHour, int count) {
        return IntStream.range(fromHour, fromHour + count)
                .mapToObj(hour -> Readings.of(sensor, hour * HOUR, 1))
                .toList();
    }

    private void openEverything() {
        onAConnection(handle -> {
            handle.execute("DELETE FROM batch_journal");
            return handle.execute(
                    "INSERT INTO rollup_gap (from_hour, to_hour) VALUES (0, " + END_HOUR + ")");
        });
    }

    /** What it stored would be in no journal; what it does not store it does not acknowledge. */
    @Test
    void aCollectorOfAnEarlierVersionCanNeitherStoreNorChange() {
        assertRefused(
                "INSERT INTO reading (sensor_id, ts, sensor_value) VALUES (1,'2026-11-21 08:00:00',1)");
        assertRefused(
                "INSERT INTO changed_reading (change_id, sensor_id, ts, value_before, value_after) VALUES (1,1,'2026-11-21 08:00:00',1,NULL)");
        // Of one that does not journal edits.
        assertRefused(
                "INSERT INTO changed_reading (change_id, sensor_id, ts, value_before, value_after, counted) VALUES (1,1,'2026-11-21 08:00:00',1,NULL,'')");
        assertThat(rows("SELECT COUNT(*) FROM reading")).containsExactly("0");
    }

    private void assertRefused(String sql) {
        assertThatThrownBy(() -> onAConnection(handle -> handle.execute(sql)))
                .hasMessageMatching("(?s).*(counted|journalled).*")
                .satisfies(e -> assertThat(SqlFailures.refusesData(e)).isFalse());
    }

    /** Else the journal would tell of readings that are not there. */
    @Test
    void aRefusedBatchLeavesNothingInTheJournal() {
        inserting.append(Readings.series(SENSORS.getFirst(), 3));
        onAConnection(handle -> handle.execute("ALTER TABLE batch_journal RENAME TO journal_away"));
        try {
            assertThatThrownBy(() -> inserting.append(Readings.series(SENSORS.get(1), 3)))
                    .isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> loading.append(Readings.series(SENSORS.get(1), 3)))
                    .isInstanceOf(StoreUnavailable.class);
        } finally {
            onAConnection(
                    handle -> handle.execute("ALTER TABLE journal_away RENAME TO batch_journal"));
        }
        assertThat(rows("SELECT COUNT(*) FROM reading")).containsExactly("3");
        // The connections are free of what has failed on them.
        for (int i = 0; i < 6; i++) {
            inserting.append(List.of(Readings.of(SENSORS.get(2), i, 1)));
        }
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(9);
    }

    /** Nobody may hold the rollups for as long as a long journal takes. */
    @Test
    void aFoldTakesABoundedPartOfALongJournal() {
        journal(oneOf(SENSORS.getFirst()), 2_500);
        assertThat(rollups.fold()).isTrue();
        assertThat(rows("SELECT COUNT(*) FROM batch_journal")).containsExactly("500");
        assertThat(rollups.fold()).isFalse();
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(2_500);
    }

    /** A history that is loaded, with a reading each hour, counts every reading by itself. */
    @Test
    void aFoldTakesABoundedNumberOfCounts() {
        ReadingCounts hours = new ReadingCounts();
        for (int hour = 0; hour < JournalEntry.MOST_COUNTS / 2; hour++) {
            hours.add(1, SENSORS.getFirst().type(), hour * 3_600L, 1);
        }
        journal(hours, 100);
        assertThat(rollups.fold()).isTrue();
        int left = Integer.parseInt(rows("SELECT COUNT(*) FROM batch_journal").getFirst());
        assertThat(left).isBetween(20, 99);
        while (rollups.fold()) {
            int now = Integer.parseInt(rows("SELECT COUNT(*) FROM batch_journal").getFirst());
            assertThat(now).isLessThan(left);
            left = now;
        }
        assertThat(rows("SELECT COUNT(*) FROM batch_journal")).containsExactly("0");
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(100 * JournalEntry.MOST_COUNTS / 2);
    }

    /** As so many transactions that had the same counts. */
    private void journal(ReadingCounts counts, int times) {
        List<String> inserts = BatchJournal.inserts(counts);
        assertThat(inserts).hasSize(1);
        onAConnection(handle -> {
            for (int i = 0; i < times; i++) {
                TextStatements.execute(handle, inserts.getFirst());
            }
            return 0;
        });
    }

    private static ReadingCounts oneOf(Sensor sensor) {
        ReadingCounts one = new ReadingCounts();
        one.add(1, sensor.type(), Readings.BASE / 1_000_000, 1);
        return one;
    }
}
