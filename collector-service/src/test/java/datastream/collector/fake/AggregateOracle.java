package datastream.collector.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import datastream.collector.domain.StoredReading;
import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Fill;
import datastream.collector.domain.aggregate.Group;
import datastream.reading.Timestamps;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What aggregates mean, plainly: every bucket looks through all readings, with exact decimals. */
public final class AggregateOracle {

    private static final MathContext EXACT = new MathContext(60);

    private final List<StoredReading> stored;

    /**
     * One row.
     *
     * @param end null for that of all time
     * @param values null for none
     */
    public record Row(long start, Long end, Group group, Map<AggregateFunction, Double> values) {}

    public AggregateOracle(List<StoredReading> stored) {
        this.stored = stored;
    }

    /** Sums and averages may differ in the last digit, deviations in some. */
    public void assertSame(Aggregation asked, List<Row> rows) {
        List<Row> expected = rows(asked);
        assertThat(rows.stream().map(row -> new Row(row.start(), row.end(), row.group(), null)))
                .as(asked.toString())
                .containsExactlyElementsOf(
                        expected.stream()
                                .map(row -> new Row(row.start(), row.end(), row.group(), null))
                                .toList());
        for (int i = 0; i < rows.size(); i++) {
            Map<AggregateFunction, Double> told = rows.get(i).values();
            assertThat(told.keySet()).containsExactlyElementsOf(asked.functions());
            for (AggregateFunction function : asked.functions()) {
                assertSame(expected.get(i), function, told.get(function), asked);
            }
        }
    }

    private static void assertSame(
            Row row, AggregateFunction function, Double told, Aggregation asked) {
        Double expected = row.values().get(function);
        double slack =
                switch (function) {
                    case SUM, AVG -> expected == null ? 0 : Math.ulp(expected);
                    case STDDEV -> expected == null ? 0 : expected * 1e-9;
                    default -> 0;
                };
        if (expected == null || told == null || slack == 0) {
            assertThat(told).as("%s of %s in %s", function, row, asked).isEqualTo(expected);
        } else {
            assertThat(told)
                    .as("%s of %s in %s", function, row, asked)
                    .isCloseTo(expected, within(slack));
        }
    }

    private List<Row> rows(Aggregation asked) {
        List<StoredReading> matching =
                stored.stream()
                        .filter(one -> InMemoryReadings.matches(asked.filter(), one.reading()))
                        .sorted(
                                Comparator.<StoredReading>comparingLong(
                                                one -> one.id().timestampMicros())
                                        .thenComparingInt(one -> one.id().sensorId()))
                        .toList();
        Map<Group, TreeMap<Long, List<StoredReading>>> found = new TreeMap<>();
        boolean alone = !asked.grouping().isAny();
        if (alone && (asked.fill() != Fill.NONE || asked.bucket() instanceof Bucket.Whole)) {
            found.put(new Group("", "", -1), new TreeMap<>());
        }
        TreeSet<Long> starts = new TreeSet<>();
        for (StoredReading one : matching) {
            long start = floor(asked.bucket(), one.id().timestampMicros());
            starts.add(start);
            found.computeIfAbsent(asked.grouping().of(one.reading().sensor()), _ -> new TreeMap<>())
                    .computeIfAbsent(start, _ -> new ArrayList<>())
                    .add(one);
        }
        if (asked.bucket() instanceof Bucket.Whole) {
            starts.add(0L);
        } else if (asked.fill() != Fill.NONE) {
            addGaps(asked, starts);
        }
        List<Row> rows = new ArrayList<>();
        found.forEach((group, buckets) -> addRows(rows, asked, group, buckets, starts));
        rows.sort(Comparator.comparingLong(Row::start).thenComparing(Row::group));
        return rows;
    }

    private static void addRows(
            List<Row> rows,
            Aggregation asked,
            Group group,
            TreeMap<Long, List<StoredReading>> buckets,
            SortedSet<Long> starts) {
        Map<AggregateFunction, Double> before = null;
        boolean all = asked.fill() != Fill.NONE || asked.bucket() instanceof Bucket.Whole;
        for (long start : all ? starts : buckets.navigableKeySet()) {
            List<StoredReading> readings = buckets.getOrDefault(start, List.of());
            Map<AggregateFunction, Double> values = new LinkedHashMap<>();
            for (AggregateFunction function : asked.functions()) {
                boolean repeats =
                        readings.isEmpty()
                                && asked.fill() == Fill.PREVIOUS
                                && before != null
                                && function != AggregateFunction.COUNT;
                values.put(function, repeats ? before.get(function) : value(function, readings));
            }
            rows.add(new Row(start, end(asked.bucket(), start), group, values));
            before = values;
        }
    }

    private static void addGaps(Aggregation asked, TreeSet<Long> starts) {
        Long from = asked.filter().fromMicros();
        Long to = asked.filter().toMicros();
        if (from == null && starts.isEmpty()
                || to == null && starts.isEmpty()
                || from != null && from.equals(to)) {
            return;
        }
        long at = from == null ? starts.first() : floor(asked.bucket(), from);
        long end = to == null ? starts.last() + 1 : to;
        for (; at < end; at = end(asked.bucket(), at)) {
            starts.add(at);
        }
    }

    private static Double value(AggregateFunction function, List<StoredReading> readings) {
        if (function == AggregateFunction.COUNT) {
            return (double) readings.size();
        }
        if (readings.isEmpty()) {
            return null;
        }
        double[] sorted =
                readings.stream().mapToDouble(one -> one.reading().value()).sorted().toArray();
        BigDecimal sum = sum(readings);
        BigDecimal count = BigDecimal.valueOf(readings.size());
        return switch (function) {
            case COUNT -> count.doubleValue();
            case SUM -> Double.isInfinite(sum.doubleValue()) ? null : sum.doubleValue();
            case AVG -> sum.divide(count, EXACT).doubleValue();
            case MIN -> sorted[0];
            case MAX -> sorted[sorted.length - 1];
            case FIRST -> readings.getFirst().reading().value();
            case LAST -> readings.getLast().reading().value();
            case STDDEV -> deviation(readings, sum.divide(count, EXACT));
            case P50 -> percentile(sorted, 50);
            case P95 -> percentile(sorted, 95);
            case P99 -> percentile(sorted, 99);
        };
    }

    private static BigDecimal sum(List<StoredReading> readings) {
        return readings.stream()
                .map(one -> new BigDecimal(one.reading().value()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Double deviation(List<StoredReading> readings, BigDecimal mean) {
        if (readings.size() < 2) {
            return null;
        }
        BigDecimal squares =
                readings.stream()
                        .map(one -> new BigDecimal(one.reading().value()).subtract(mean).pow(2))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.divide(BigDecimal.valueOf(readings.size() - 1), EXACT)
                .sqrt(EXACT)
                .doubleValue();
    }

    private static double percentile(double[] sorted, int percent) {
        int least =
                IntStream.range(0, sorted.length)
                        .filter(i -> (i + 1) * 100 >= percent * sorted.length)
                        .findFirst()
                        .orElseThrow();
        return sorted[least];
    }

    private static long floor(Bucket bucket, long micros) {
        return switch (bucket) {
            case Bucket.Whole _ -> 0;
            case Bucket.Fixed(long width) -> micros / width * width;
            case Bucket.Calendar(var unit, var zone) -> bounds(unit, zone, micros).floor(micros);
        };
    }

    private static Long end(Bucket bucket, long start) {
        return switch (bucket) {
            case Bucket.Whole _ -> null;
            case Bucket.Fixed(long width) -> start + width;
            case Bucket.Calendar(var unit, var zone) -> bounds(unit, zone, start).higher(start);
        };
    }

    /** Where calendar units around an instant begin. */
    private static TreeSet<Long> bounds(Bucket.Calendar.Unit unit, ZoneId zone, long micros) {
        LocalDate day = LocalDate.ofInstant(Timestamps.toInstant(micros), zone);
        TreeSet<Long> bounds = new TreeSet<>();
        for (int i = -2; i <= 2; i++) {
            LocalDate first =
                    switch (unit) {
                        case DAY -> day.plusDays(i);
                        case WEEK -> day.plusWeeks(i).with(DayOfWeek.MONDAY);
                        case MONTH -> day.plusMonths(i).withDayOfMonth(1);
                        case YEAR -> LocalDate.of(day.getYear() + i, 1, 1);
                    };
            bounds.add(Timestamps.toMicros(first.atStartOfDay(zone).toInstant()));
        }
        return bounds;
    }
}
