package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Filters;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store promises; run over the in-memory fake and over every real server. */
abstract class ReadingStoreContract extends ReadingWalkContract {

    private static final ReadingFilter ALL = ReadingFilter.ALL;
    private static final Page FIRST = new Page(10_000, 0, Page.Order.ASC);
    private static final Sensor ROOM = Readings.ROOM_1;

    private final TimeZone zone = TimeZone.getDefault();

    protected abstract SensorCatalogue catalogue();

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(zone);
    }

    @Test
    void keepsEveryDoubleExactly() {
        double[] values = {
            0.0,
            -0.0,
            1,
            -1,
            0.1 + 0.2,
            1.0 / 3,
            Math.PI,
            1e-5,
            12345678.9,
            1e22,
            1e23,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_NORMAL,
            -Double.MIN_NORMAL,
            Math.nextDown(Double.MIN_NORMAL),
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            1e-300,
            -1e-300,
            2.2250738585072011e-308,
            9007199254740993.0,
            5e-324,
            1e21,
            9.999999999999999e22,
            8.41E21,
            2.0E-3,
            1.0E7,
            9999999.999999998,
            Long.MAX_VALUE,
            4.35,
            2.675
        };
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            readings.add(Readings.of(ROOM, i, values[i]));
        }
        Random random = new Random(25);
        while (readings.size() < 2_000) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                readings.add(Readings.of(ROOM, readings.size(), value));
            }
        }
        assertThat(writer().append(readings)).isEqualTo(BatchResult.ALL_NEW);
        assertThat(stored(ALL)).isEqualTo(readings);
        for (Reading reading : readings.subList(0, values.length + 20)) {
            double value = reading.value();
            assertThat(stored(Filters.valued(value, value))).as("%s", value).contains(reading);
            if (Math.abs(value) < Double.MAX_VALUE) {
                assertThat(stored(Filters.valued(Math.nextUp(value), null)))
                        .doesNotContain(reading);
                assertThat(stored(Filters.valued(null, Math.nextDown(value))))
                        .doesNotContain(reading);
            }
        }
    }

    /** Some of the times fall, read as local ones, into a zone's gap or overlap. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kolkata", "Europe/Berlin"})
    void keepsMicrosecondsInEveryTimeZoneAndAcrossClockChanges(String id) {
        TimeZone.setDefault(TimeZone.getTimeZone(id));
        List<Reading> readings = new ArrayList<>();
        for (String time :
                List.of(
                        "1970-01-01T00:00:00.000001Z",
                        "2026-03-08T02:30:00Z",
                        "2026-03-08T06:59:59.999999Z",
                        "2026-03-08T07:00:00Z",
                        "2026-03-29T01:30:00.5Z",
                        "2026-03-29T02:30:00.5Z",
                        "2026-11-01T05:30:00.123456Z",
                        "2026-11-01T06:30:00.123456Z",
                        "2038-01-19T03:14:08.000009Z",
                        "9999-12-31T23:59:59.999999Z")) {
            readings.add(new Reading(ROOM, Timestamps.parse(time), readings.size()));
        }
        writer().append(readings);
        assertThat(stored(ALL)).isEqualTo(readings);
        for (Reading reading : readings.subList(0, readings.size() - 1)) {
            long from = reading.timestampMicros();
            assertThat(stored(Filters.between(from, from + 1))).containsExactly(reading);
        }
    }

    @Test
    void tellsDuplicatesAndConflictsApartByPosition() {
        writer().append(Readings.series(ROOM, 3));
        List<Reading> second =
                List.of(
                        Readings.of(ROOM, 5, 5),
                        Readings.of(ROOM, 0, 0),
                        Readings.of(ROOM, 1, 99),
                        Readings.of(ROOM, 6, 6));
        assertThat(writer().append(second)).isEqualTo(new BatchResult(Set.of(1), Map.of(2, 0.125)));
        assertThat(stored(ALL)).hasSize(5).doesNotContain(Readings.of(ROOM, 1, 99));
    }

    @Test
    void aKeyMayComeTwiceInOneBatch() {
        List<Reading> batch =
                List.of(
                        Readings.of(ROOM, 0, 1),
                        Readings.of(ROOM, 0, 1),
                        Readings.of(ROOM, 0, 2),
                        Readings.of(ROOM, 1, 1));
        assertThat(writer().append(batch)).isEqualTo(new BatchResult(Set.of(1), Map.of(2, 1.0)));
        assertThat(stored(ALL)).hasSize(2);
    }

    @Test
    void everyValueAndTimeIsRecognisedWhenItComesAgain() {
        List<Reading> readings =
                List.of(
                        new Reading(ROOM, Timestamps.EARLIEST_MICROS, -0.0),
                        new Reading(ROOM, Timestamps.EARLIEST_MICROS + 1, Double.MIN_VALUE),
                        new Reading(ROOM, Timestamps.LATEST_MICROS - 1, Double.MAX_VALUE),
                        new Reading(ROOM, Timestamps.LATEST_MICROS, -Double.MAX_VALUE));
        assertThat(writer().append(readings)).isEqualTo(BatchResult.ALL_NEW);
        assertThat(stored(ALL)).isEqualTo(readings);
        assertThat(writer().append(readings))
                .isEqualTo(new BatchResult(Set.of(0, 1, 2, 3), Map.of()));
    }

    @Test
    void aLargeBatchMayHoldOldAndNewReadingsAndContradictions() {
        writer().append(Readings.series(ROOM, 6_000));
        List<Reading> second = new ArrayList<>();
        Set<Integer> duplicates = new HashSet<>();
        Map<Integer, Double> conflicts = new HashMap<>();
        for (int i = 0; i < 12_000; i++) {
            boolean contradicts = i < 6_000 && i % 3 == 0;
            second.add(Readings.of(ROOM, i, contradicts ? -1 : i / 8.0));
            if (contradicts) {
                conflicts.put(i, i / 8.0);
            } else if (i < 6_000) {
                duplicates.add(i);
            }
        }
        second.add(Readings.of(ROOM, 11_999, 11_999 / 8.0));
        duplicates.add(12_000);
        assertThat(writer().append(second)).isEqualTo(new BatchResult(duplicates, conflicts));
        assertThat(store().count(ALL)).isEqualTo(12_000);
        assertThat(writer().append(second).duplicates()).hasSize(12_001 - conflicts.size());
    }

    @Test
    void aLargeBatchSentAgainIsAllDuplicates() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            readings.add(Readings.of(new Sensor("co2", "LAB", i % 700), i, i));
        }
        assertThat(writer().append(readings)).isEqualTo(BatchResult.ALL_NEW);
        assertThat(writer().append(readings).duplicates()).hasSize(5_000);
        assertThat(store().count(ALL)).isEqualTo(5_000);
    }

    @Test
    void findsExactlyWhatAPlainLoopFinds() {
        InMemoryReadings oracle = new InMemoryReadings();
        List<Reading> readings = randomReadings(new Random(7), 400);
        writer().append(readings);
        oracle.append(readings);
        Random random = new Random(8);
        for (int i = 0; i < 300; i++) {
            ReadingFilter filter = Filters.random(random);
            Page page =
                    new Page(
                            1 + random.nextInt(60),
                            random.nextInt(3) * random.nextInt(60),
                            random.nextBoolean() ? Page.Order.ASC : Page.Order.DESC);
            // The oracle numbers sensors by itself, so within one instant the order may differ.
            assertThat(times(store().find(filter, page)))
                    .as("%s %s", filter, page)
                    .isEqualTo(times(oracle.find(filter, page)));
            assertThat(stored(filter))
                    .as(filter.toString())
                    .containsExactlyInAnyOrderElementsOf(contents(oracle.find(filter, FIRST)));
            assertThat(store().count(filter)).isEqualTo(oracle.count(filter));
        }
    }

    @Test
    void pagesCoverEverythingOnce() {
        List<Reading> readings = randomReadings(new Random(9), 250);
        writer().append(readings);
        for (Page.Order order : Page.Order.values()) {
            List<Reading> seen = new ArrayList<>();
            for (int offset = 0; offset < 250; offset += 40) {
                seen.addAll(contents(store().find(ALL, new Page(40, offset, order))));
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(readings);
        }
    }

    @Test
    void theCatalogueShowsEachSensorWithItsNewestReading() {
        List<Reading> readings = randomReadings(new Random(10), 300);
        InMemoryReadings oracle = new InMemoryReadings();
        writer().append(readings);
        oracle.append(readings);
        Slice<StoredReading> all = catalogue().newest(ALL, 10_000, 0);
        assertThat(contents(all.data())).isEqualTo(contents(oracle.newest(ALL, 10_000, 0).data()));
        ReadingFilter hall = ReadingFilter.ofSensors(Set.of(), Set.of("HALL"), Set.of());
        Slice<StoredReading> page = catalogue().newest(hall, 2, 1);
        assertThat(contents(page.data())).isEqualTo(contents(oracle.newest(hall, 2, 1).data()));
        assertThat(page.total()).isEqualTo(oracle.newest(hall, 2, 1).total());
    }

    @Test
    void anEmptyStoreFindsNothing() {
        assertThat(store().find(ALL, FIRST)).isEmpty();
        assertThat(store().count(ALL)).isZero();
        assertThat(catalogue().newest(ALL, 10, 0)).isEqualTo(new Slice<>(List.of(), 0));
    }

    private static List<Reading> randomReadings(Random random, int count) {
        String[] types = {"temperature", "humidity", "motion"};
        String[] places = {"ROOM", "HALL", "A"};
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sensor sensor =
                    new Sensor(
                            types[random.nextInt(3)], places[random.nextInt(3)], random.nextInt(3));
            // No two readings at one instant, so that the order is the same everywhere.
            readings.add(Readings.of(sensor, i * 1_000L + random.nextInt(1_000), random.nextInt()));
        }
        Collections.shuffle(readings, random);
        return readings;
    }

    private List<Reading> stored(ReadingFilter filter) {
        return contents(store().find(filter, FIRST));
    }

    private static List<Long> times(List<StoredReading> readings) {
        return readings.stream().map(r -> r.reading().timestampMicros()).toList();
    }
}
