package datastream.collector.fake;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Fill;
import datastream.collector.domain.aggregate.Grouping;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random aggregations for tests, and readings that they are of. */
public final class Aggregations {

    private static final long HOUR = 3_600_000_000L;

    /** Instants around which a calendar does something unusual. */
    private static final List<Long> TIMES =
            List.of(
                    Timestamps.parse("1970-01-05T00:00:00Z"),
                    // St. John's: from one minute past midnight to an hour before.
                    Timestamps.parse("2006-10-29T02:31:00Z"),
                    // Apia: no 30 December.
                    Timestamps.parse("2011-12-30T10:00:00Z"),
                    // Berlin: a day of 23 hours, one of 25.
                    Timestamps.parse("2026-03-29T01:00:00Z"),
                    Timestamps.parse("2026-10-25T01:00:00Z"));

    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu");

    private static final List<Grouping> GROUPINGS =
            List.of(
                    Grouping.NONE,
                    new Grouping(true, true, true),
                    new Grouping(true, false, false),
                    new Grouping(false, true, false),
                    new Grouping(true, true, false));

    private Aggregations() {}

    /** Readings around unusual times, some of several sensors at one instant. */
    public static List<Reading> readings(Random random, int count) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        while (readings.size() < count) {
            Sensor sensor =
                    new Sensor(
                            random.nextBoolean() ? "humidity" : "motion",
                            random.nextBoolean() ? "HALL" : "A",
                            random.nextInt(3));
            long hours = random.nextInt(144) - 72;
            long rest = random.nextBoolean() ? 0 : random.nextLong(HOUR);
            long micros = time(random) + hours * HOUR + rest;
            readings.put(sensor + "@" + micros, new Reading(sensor, micros, value(random)));
        }
        return List.copyOf(readings.values());
    }

    private static long time(Random random) {
        return TIMES.get(random.nextInt(TIMES.size()));
    }

    private static double value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(2_000) / 100.0 - 5;
            case 1 -> -0.0;
            case 2 -> random.nextGaussian() * 1e-7 + 1e6;
            default -> random.nextInt(5) / 10.0;
        };
    }

    public static Aggregation random(Random random) {
        List<AggregateFunction> functions = new ArrayList<>(List.of(AggregateFunction.values()));
        Collections.shuffle(functions, random);
        Bucket bucket = bucket(random);
        boolean gaps = !(bucket instanceof Bucket.Whole) && random.nextBoolean();
        return new Aggregation(
                filter(random, gaps),
                bucket,
                functions.subList(0, 1 + random.nextInt(functions.size())),
                GROUPINGS.get(random.nextInt(GROUPINGS.size())),
                gaps ? (random.nextBoolean() ? Fill.NULL : Fill.PREVIOUS) : Fill.NONE);
    }

    private static Bucket bucket(Random random) {
        Bucket.Calendar.Unit[] units = Bucket.Calendar.Unit.values();
        return switch (random.nextInt(5)) {
            case 0 -> new Bucket.Whole();
            case 1 ->
                    new Bucket.Fixed(List.of(HOUR, HOUR * 24, 900_000_000L).get(random.nextInt(3)));
            case 2 -> new Bucket.Fixed(600_000_000L + random.nextLong(20 * HOUR));
            default ->
                    new Bucket.Calendar(
                            units[random.nextInt(units.length)],
                            ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
        };
    }

    /** Bounded, so that there are not too many gaps. */
    private static ReadingFilter filter(Random random, boolean bounded) {
        long from = time(random) + (random.nextInt(96) - 72) * HOUR + random.nextInt(3);
        long to = from + random.nextLong(100 * HOUR);
        ReadingFilter some = Filters.random(random);
        return new ReadingFilter(
                some.sensorTypes(),
                some.id1s(),
                some.id2s(),
                bounded || random.nextBoolean() ? Long.valueOf(from) : null,
                bounded || random.nextBoolean() ? Long.valueOf(to) : null,
                random.nextInt(4) > 0 ? null : 0.0,
                null);
    }

    /** As the query of a request. */
    public static String query(Aggregation asked) {
        ReadingFilter filter = asked.filter();
        List<String> parts = new ArrayList<>();
        add(parts, "sensor_type", filter.sensorTypes());
        add(parts, "id1", filter.id1s());
        add(parts, "id2", filter.id2s());
        if (filter.fromMicros() != null) {
            parts.add("from=" + Timestamps.format(filter.fromMicros()));
        }
        if (filter.toMicros() != null) {
            parts.add("to=" + Timestamps.format(filter.toMicros()));
        }
        if (filter.minValue() != null) {
            parts.add("min_value=" + filter.minValue());
        }
        switch (asked.bucket()) {
            case Bucket.Whole _ -> {}
            case Bucket.Fixed(long width) ->
                    parts.add("bucket=" + java.time.Duration.ofNanos(width * 1_000));
            case Bucket.Calendar(var unit, var zone) ->
                    parts.add("bucket=" + unit.name().toLowerCase() + "&time_zone=" + zone.getId());
        }
        add(parts, "functions", asked.functions().stream().map(f -> f.wireName()).toList());
        List<String> groups = new ArrayList<>();
        if (asked.grouping().byId2()) {
            groups.add("sensor");
        } else {
            if (asked.grouping().bySensorType()) {
                groups.add("sensor_type");
            }
            if (asked.grouping().byId1()) {
                groups.add("id1");
            }
        }
        add(parts, "group_by", groups);
        parts.add("fill=" + asked.fill().name().toLowerCase());
        return String.join("&", parts);
    }

    private static void add(List<String> parts, String name, Iterable<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.toString()));
        if (!texts.isEmpty()) {
            parts.add(name + "=" + String.join(",", texts));
        }
    }
}
