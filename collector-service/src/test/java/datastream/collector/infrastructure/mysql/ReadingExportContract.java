package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Filters;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the store promises to those who want everything. */
abstract class ReadingExportContract {

    private static final Page FIRST = new Page(10_000, 0, Page.Order.ASC);

    /** Empty at the beginning of each test. */
    abstract ReadingWriter writer();

    /**
     * @param portion readings found by one statement
     * @param mostSensors that are read one by one
     */
    abstract ReadingWalks walks(int portion, int mostSensors);

    @Test
    void aWalkFindsExactlyWhatAPlainLoopFinds() {
        List<Reading> readings = atSharedInstants(200);
        writer().append(readings);
        InMemoryReadings oracle = new InMemoryReadings();
        oracle.append(readings);
        Random random = new Random(21);
        for (int i = 0; i < 250; i++) {
            ReadingFilter filter = Filters.random(random);
            Page.Order order = random.nextBoolean() ? Page.Order.ASC : Page.Order.DESC;
            ReadingWalks walks = walks(5 + random.nextInt(60), random.nextInt(3) * 4);
            List<StoredReading> all = all(walks.walk(filter, order, null));
            assertThat(ReadingWalkContract.contents(all))
                    .as("%s %s", filter, order)
                    .containsExactlyInAnyOrderElementsOf(
                            ReadingWalkContract.contents(oracle.find(filter, FIRST)));
            assertIsOrdered(order, all);
            if (i % 3 == 0) {
                assertGoesOnAnywhere(random, walks, filter, order, all);
            }
        }
    }

    /** From each reading of it, the walk goes on with the next. */
    private static void assertGoesOnAnywhere(
            Random random,
            ReadingWalks walks,
            ReadingFilter filter,
            Page.Order order,
            List<StoredReading> all) {
        if (!all.isEmpty()) {
            int at = random.nextInt(all.size());
            ReadingId after = all.get(at).id();
            assertThat(all(walks.walk(filter, order, after)))
                    .as("%s %s after %s", filter, order, after)
                    .isEqualTo(all.subList(at + 1, all.size()));
        }
    }

    private static void assertIsOrdered(Page.Order order, List<StoredReading> all) {
        long sign = order == Page.Order.ASC ? 1 : -1;
        assertThat(all)
                .isSortedAccordingTo((a, b) -> {
                    int byTime = Long.compare(a.id().timestampMicros(), b.id().timestampMicros());
                    return (int) sign
                            * (byTime == 0 ? a.id().sensorId() - b.id().sensorId() : byTime);
                });
    }

    @Test
    void theEndsOfTimeBelongToIt() {
        List<Reading> readings =
                List.of(
                        new Reading(Readings.ROOM_1, Timestamps.EARLIEST_MICROS, 1),
                        new Reading(Readings.ROOM_1, Readings.BASE, 2),
                        new Reading(Readings.ROOM_1, Timestamps.LATEST_MICROS, 3));
        writer().append(readings);
        ReadingWalks walks = walks(2, 5);
        assertThat(
                        ReadingWalkContract.contents(
                                all(walks.walk(ReadingFilter.ALL, Page.Order.ASC, null))))
                .isEqualTo(readings);
        assertThat(
                        ReadingWalkContract.contents(
                                all(walks.walk(ReadingFilter.ALL, Page.Order.DESC, null))))
                .isEqualTo(readings.reversed());
    }

    @Test
    void anEmptyStoreHasAnEmptyWalk() {
        for (Page.Order order : Page.Order.values()) {
            assertThat(walks(3, 3).walk(ReadingFilter.ALL, order, null).next()).isNull();
        }
    }

    @Test
    void whatIsStoredMeanwhileDisturbsNothing() {
        List<Reading> readings = atSharedInstants(100);
        writer().append(readings);
        ReadingWalk walk = walks(7, 0).walk(ReadingFilter.ALL, Page.Order.ASC, null);
        List<StoredReading> seen = new ArrayList<>();
        List<StoredReading> next = walk.next();
        for (int i = 0; next != null; i++) {
            seen.addAll(next);
            Sensor other = new Sensor("motion", "NEW", i);
            writer().append(List.of(Readings.of(other, i * 100L, i)));
            next = walk.next();
        }
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(ReadingWalkContract.contents(seen)).containsAll(readings);
        assertIsOrdered(Page.Order.ASC, seen);
    }

    static List<StoredReading> all(ReadingWalk walk) {
        List<StoredReading> all = new ArrayList<>();
        for (List<StoredReading> next = walk.next(); next != null; next = walk.next()) {
            all.addAll(next);
        }
        return all;
    }

    /** Some of many sensors at each instant, over 0.4 s. */
    static List<Reading> atSharedInstants(int count) {
        Random random = new Random(22);
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sensor sensor =
                    new Sensor(
                            i % 2 == 0 ? "humidity" : "motion", i % 3 == 0 ? "HALL" : "A", i % 7);
            readings.add(Readings.of(sensor, i / 5 * (2_000_000L / count), random.nextInt()));
        }
        Collections.shuffle(readings, random);
        return readings;
    }
}
