package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.Position;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.ReadingPage;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.find.FindReadings;
import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.SensorScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked for, exactly the readings are found that a plain loop finds, in its order: a
 * page of them at any offset, how many there are, and all of them by cursors there and back. Bounds
 * lie on stored times and values, and a hair beside them.
 */
abstract class RandomFiltersContract {

    /** {@code -Ddatastream.test.filters=100000} for the long run. */
    private static final int FILTERS = Integer.getInteger("datastream.test.filters", 1_000);

    /** Another series of filters for each. */
    private static final long SEED = Long.getLong("datastream.test.seed", 20);

    private static final Page EVERYTHING = new Page(10_000, 0, Page.Order.ASC);
    private static final int READINGS = 600;

    private static final List<String> TYPES = List.of("humidity", "motion", "light");
    private static final List<String> ID1S = List.of("HALL", "A", "ROOM");
    private static final List<Integer> ID2S = List.of(0, 1, 2, Integer.MAX_VALUE);

    private static final double[] VALUES = {
        0.0,
        -0.0,
        1,
        -1,
        20.5,
        20.25,
        1e-300,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        9007199254740993.0,
        0.1,
        0.30000000000000004
    };

    private final Random random = new Random(SEED);

    /** Empty at the beginning of each test. */
    abstract ReadingWriter writer();

    abstract ReadingStore store();

    @Test
    void anyFilterFindsExactlyWhatAPlainLoopFinds() {
        List<Reading> written = readings();
        writer().append(written);
        List<StoredReading> all = store().find(ReadingFilter.ALL, EVERYTHING);
        assertThat(ReadingWalkContract.contents(all)).containsExactlyInAnyOrderElementsOf(written);
        int matched = 0;
        for (int i = 0; i < FILTERS; i++) {
            ReadingFilter filter = filter(written);
            List<StoredReading> expected =
                    all.stream().filter(r -> matches(filter, r.reading())).toList();
            check(filter, expected, i);
            matched += expected.isEmpty() ? 0 : 1;
        }
        // Filters of which hardly any matches would show nothing.
        assertThat(matched).isBetween(FILTERS / 4, FILTERS - FILTERS / 20);
    }

    /** Written out here, so that nothing is compared with itself. */
    private static boolean matches(ReadingFilter filter, Reading reading) {
        Sensor sensor = reading.sensor();
        long time = reading.timestampMicros();
        boolean type =
                filter.sensorTypes().isEmpty() || filter.sensorTypes().contains(sensor.type());
        boolean id1 = filter.id1s().isEmpty() || filter.id1s().contains(sensor.id1());
        boolean id2 = filter.id2s().isEmpty() || filter.id2s().contains(sensor.id2());
        boolean from = filter.fromMicros() == null || time >= filter.fromMicros();
        boolean to = filter.toMicros() == null || time < filter.toMicros();
        boolean min = filter.minValue() == null || reading.value() >= filter.minValue();
        boolean max = filter.maxValue() == null || reading.value() <= filter.maxValue();
        return type && id1 && id2 && from && to && min && max && matches(filter.scope(), sensor);
    }

    private static boolean matches(SensorScope scope, Sensor sensor) {
        boolean type = scope.sensorTypes().isEmpty() || scope.sensorTypes().contains(sensor.type());
        boolean begins = false;
        for (String prefix : scope.id1Prefixes()) {
            begins |= sensor.id1().matches(prefix + ".*");
        }
        return type && (begins || scope.id1Prefixes().isEmpty());
    }

    private void check(ReadingFilter filter, List<StoredReading> expected, int round) {
        Page.Order order = random.nextBoolean() ? Page.Order.ASC : Page.Order.DESC;
        List<StoredReading> ordered = order == Page.Order.ASC ? expected : expected.reversed();
        int offset = random.nextInt(3) * random.nextInt(ordered.size() + 2);
        int limit = 1 + random.nextInt(80);
        ReadingPage page = new FindReadings(store()).find(filter, new Page(limit, offset, order));
        assertThat(page.data())
                .as("%s, %s from %s, at most %s", filter, order, offset, limit)
                .isEqualTo(ordered.stream().skip(offset).limit(limit).toList());
        assertThat(page.total()).as("%s", filter).isEqualTo(expected.size());
        if (round % 4 == 0) {
            assertThat(store().count(filter)).as("%s", filter).isEqualTo(expected.size());
            walk(filter, order, ordered);
            seek(filter, order, ordered);
        }
    }

    /** By its cursors from the first page to the last and back. */
    private void walk(ReadingFilter filter, Page.Order order, List<StoredReading> ordered) {
        FindReadings findReadings = new FindReadings(store());
        int limit = ordered.size() / 4 + 1 + random.nextInt(3);
        ReadingPage page = findReadings.find(filter, new Page(limit, 0, order));
        List<StoredReading> forward = new ArrayList<>(page.data());
        for (Position next = page.next(); next != null; next = page.next()) {
            page = findReadings.find(filter, next, order, limit);
            forward.addAll(page.data());
        }
        assertThat(forward).as("%s %s by %s", filter, order, limit).isEqualTo(ordered);
        List<StoredReading> backward = new ArrayList<>(page.data());
        for (Position back = page.previous(); back != null; back = page.previous()) {
            page = findReadings.find(filter, back, order, limit);
            backward.addAll(0, page.data());
        }
        assertThat(backward).as("%s %s back by %s", filter, order, limit).isEqualTo(ordered);
    }

    /** From any place, whether a reading is there or not, whether it matches or not. */
    private void seek(ReadingFilter filter, Page.Order order, List<StoredReading> ordered) {
        ReadingId start =
                ordered.isEmpty() || random.nextInt(4) == 0
                        ? new ReadingId(1 + random.nextInt(40), time())
                        : ordered.get(random.nextInt(ordered.size())).id();
        Seek seek = new Seek(start, random.nextBoolean(), order, 1 + random.nextInt(80));
        assertThat(store().seek(filter, seek))
                .as("%s %s", filter, seek)
                .isEqualTo(
                        ordered.stream()
                                .filter(r -> liesOn(seek, r.id()))
                                .limit(seek.limit())
                                .toList());
    }

    private static boolean liesOn(Seek seek, ReadingId id) {
        int place =
                id.timestampMicros() == seek.start().timestampMicros()
                        ? Integer.compare(id.sensorId(), seek.start().sensorId())
                        : Long.compare(id.timestampMicros(), seek.start().timestampMicros());
        int ahead = seek.order() == Page.Order.ASC ? place : -place;
        return ahead > 0 || (ahead == 0 && seek.included());
    }

    private List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        while (readings.size() < READINGS) {
            Sensor sensor = new Sensor(one(TYPES), one(ID1S), one(ID2S));
            Reading reading = new Reading(sensor, time(), value());
            if (keys.add(sensor + " " + reading.timestampMicros())) {
                readings.add(reading);
            }
        }
        return readings;
    }

    /** Some forty instants, so that many sensors share one, some of them a microsecond apart. */
    private long time() {
        return Readings.BASE + random.nextInt(20) * 60_000_000L + random.nextInt(2);
    }

    private double value() {
        return random.nextInt(3) == 0
                ? VALUES[random.nextInt(VALUES.length)]
                : random.nextInt(-40, 40) / 8.0;
    }

    private ReadingFilter filter(List<Reading> written) {
        Long from = random.nextInt(3) > 0 ? null : Long.valueOf(boundTime());
        Long to = random.nextInt(3) > 0 ? null : Long.valueOf(boundTime());
        Double least = random.nextInt(3) > 0 ? null : Double.valueOf(boundValue(written));
        Double most = random.nextInt(3) > 0 ? null : Double.valueOf(boundValue(written));
        boolean turnTime = from != null && to != null && from > to;
        boolean turnValue = least != null && most != null && least > most;
        return new ReadingFilter(
                some(TYPES, "x"),
                some(ID1S, "Z"),
                some(ID2S, 17),
                turnTime ? to : from,
                turnTime ? from : to,
                turnValue ? most : least,
                turnValue ? least : most,
                scope());
    }

    private SensorScope scope() {
        return random.nextInt(4) > 0
                ? SensorScope.UNLIMITED
                : new SensorScope(some(TYPES, "x"), some(List.of("HALL", "HA", "A", "R"), "AR"));
    }

    private long boundTime() {
        return time() + random.nextInt(3) - 1;
    }

    private double boundValue(List<Reading> written) {
        double value = written.get(random.nextInt(written.size())).value();
        double beside =
                switch (random.nextInt(4)) {
                    case 0 -> Math.nextUp(value);
                    case 1 -> Math.nextDown(value);
                    default -> value;
                };
        return Double.isFinite(beside) ? beside : value;
    }

    /** Any, or some of these, or perhaps one that is nowhere. */
    private <T> Set<T> some(List<T> values, T nowhere) {
        if (random.nextBoolean()) {
            return Set.of();
        }
        List<T> shuffled = new ArrayList<>(values);
        shuffled.add(nowhere);
        Collections.shuffle(shuffled, random);
        return Set.copyOf(shuffled.subList(0, 1 + random.nextInt(values.size())));
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
