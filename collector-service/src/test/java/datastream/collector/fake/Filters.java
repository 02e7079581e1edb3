package datastream.collector.fake;

import datastream.collector.domain.ReadingFilter;
import datastream.reading.SensorScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Filters for tests. */
public final class Filters {

    private Filters() {}

    /** One that matches some of the readings of the first 0.4 s since {@link Readings#BASE}. */
    public static ReadingFilter random(Random random) {
        long from = Readings.BASE + random.nextInt(400_000);
        double least = random.nextInt() / 2.0;
        return new ReadingFilter(
                some(random, List.of("humidity", "motion", "x")),
                some(random, List.of("HALL", "A", "Z")),
                some(random, List.of(0, 1, 2, 3)),
                random.nextBoolean() ? null : from,
                random.nextBoolean() ? null : from + random.nextInt(200_000),
                random.nextInt(3) > 0 ? null : least,
                random.nextInt(3) > 0 ? null : least + random.nextInt(Integer.MAX_VALUE),
                scope(random));
    }

    /** Mostly none; else types and beginnings of id1s, of which some are of no sensor. */
    public static SensorScope scope(Random random) {
        return random.nextInt(3) > 0
                ? SensorScope.UNLIMITED
                : new SensorScope(
                        some(random, List.of("humidity", "motion", "x", "y")),
                        some(random, List.of("HALL", "H", "A", "AZ", "Z")));
    }

    /** The sensors of another. */
    public static ReadingFilter ofSensors(ReadingFilter other) {
        return new ReadingFilter(
                other.sensorTypes(),
                other.id1s(),
                other.id2s(),
                null,
                null,
                null,
                null,
                other.scope());
    }

    /** Any, or one or more of these. */
    private static <T> Set<T> some(Random random, List<T> values) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        int most = random.nextBoolean() ? 0 : random.nextInt(values.size() + 1);
        return Set.copyOf(shuffled.subList(0, most));
    }

    public static ReadingFilter between(Long from, Long to) {
        return new ReadingFilter(Set.of(), Set.of(), Set.of(), from, to, null, null);
    }

    /** Null for no bound. */
    public static ReadingFilter valued(Double least, Double most) {
        return new ReadingFilter(Set.of(), Set.of(), Set.of(), null, null, least, most);
    }
}
