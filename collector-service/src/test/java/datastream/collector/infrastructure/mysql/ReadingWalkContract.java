package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.ReadingPage;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Filters;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.find.FindReadings;
import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store promises to those who go on from a reading. */
abstract class ReadingWalkContract {

    private static final ReadingFilter ALL = ReadingFilter.ALL;
    private static final Page FIRST = new Page(10_000, 0, Page.Order.ASC);

    /** Microseconds between two instants. */
    private static final long APART = 10_000;

    /** Empty at the beginning of each test. */
    protected abstract ReadingWriter writer();

    protected abstract ReadingStore store();

    @Test
    void aWalkFindsExactlyWhatAPlainLoopFinds() {
        writer().append(atSharedInstants(200));
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            ReadingFilter filter = Filters.random(random);
            List<StoredReading> all = store().find(filter, FIRST);
            Seek seek = randomSeek(random);
            List<StoredReading> expected =
                    (seek.order() == Page.Order.ASC ? all : all.reversed())
                            .stream()
                                    .filter(r -> liesOn(seek, r.id()))
                                    .limit(seek.limit())
                                    .toList();
            assertThat(store().seek(filter, seek)).as("%s %s", filter, seek).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWalkInPagesSeesEveryReadingOnceWhileOthersAreStored(Page.Order order) {
        List<Reading> readings = atSharedInstants(150);
        writer().append(readings);
        FindReadings findReadings = new FindReadings(store());
        Random random = new Random(12);

        ReadingPage page = findReadings.find(ALL, new Page(7, 0, order));
        List<StoredReading> forward = new ArrayList<>(page.data());
        while (page.next() != null) {
            storeOthers(random, forward.size());
            page = findReadings.find(ALL, page.next(), order, 7);
            forward.addAll(page.data());
        }
        assertIsWalk(forward, order, readings);

        List<StoredReading> backward = new ArrayList<>(page.data());
        while (page.previous() != null) {
            storeOthers(random, 1_000 + backward.size());
            page = findReadings.find(ALL, page.previous(), order, 7);
            backward.addAll(0, page.data());
        }
        assertIsWalk(backward, order, readings);
        assertThat(page.total()).isEqualTo(store().count(ALL)).isGreaterThan(150 + 2 * 40);
    }

    private void storeOthers(Random random, int id2) {
        List<Reading> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Sensor sensor = new Sensor("motion", "NEW", id2);
            others.add(Readings.of(sensor, random.nextInt(25) * APART, i));
        }
        writer().append(others);
    }

    private static void assertIsWalk(
            List<StoredReading> walk, Page.Order order, List<Reading> readings) {
        assertThat(walk).doesNotHaveDuplicates();
        assertThat(contents(walk)).containsAll(readings);
        Comparator<StoredReading> byKey =
                Comparator.<StoredReading>comparingLong(r -> r.id().timestampMicros())
                        .thenComparingInt(r -> r.id().sensorId());
        assertThat(walk).isSortedAccordingTo(order == Page.Order.ASC ? byKey : byKey.reversed());
    }

    @Test
    void aReadingIsFoundByItsId() {
        writer().append(atSharedInstants(50));
        for (StoredReading reading : store().find(ALL, FIRST)) {
            ReadingId id = reading.id();
            assertThat(store().find(id)).isEqualTo(reading);
            assertThat(store().find(new ReadingId(id.sensorId(), id.timestampMicros() + 100)))
                    .isNull();
            assertThat(store().find(new ReadingId(id.sensorId() + 100, id.timestampMicros())))
                    .isNull();
        }
    }

    /** Seven readings at each instant, of many sensors. */
    private static List<Reading> atSharedInstants(int count) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sensor sensor =
                    new Sensor(
                            i % 2 == 0 ? "humidity" : "motion", i % 3 == 0 ? "HALL" : "A", i % 7);
            readings.add(Readings.of(sensor, i / 7 * APART, (i - 75) * 1e7));
        }
        return readings;
    }

    private Seek randomSeek(Random random) {
        List<StoredReading> all = store().find(ALL, FIRST);
        ReadingId id = all.get(random.nextInt(all.size())).id();
        return new Seek(
                new ReadingId(id.sensorId(), id.timestampMicros() + random.nextInt(2)),
                random.nextBoolean(),
                random.nextBoolean() ? Page.Order.ASC : Page.Order.DESC,
                1 + random.nextInt(40));
    }

    private static boolean liesOn(Seek seek, ReadingId id) {
        long distance = id.timestampMicros() - seek.start().timestampMicros();
        if (distance == 0) {
            distance = id.sensorId() - seek.start().sensorId();
        }
        long ahead = seek.order() == Page.Order.ASC ? distance : -distance;
        return ahead > 0 || ahead == 0 && seek.included();
    }

    static List<Reading> contents(List<StoredReading> readings) {
        return readings.stream().map(StoredReading::reading).toList();
    }
}
