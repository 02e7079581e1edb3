package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.domain.aggregate.AggregateRow;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Fill;
import datastream.collector.domain.aggregate.Grouping;
import datastream.collector.fake.NoSummaries;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.aggregate.AggregateLimits;
import datastream.collector.usecase.aggregate.AggregateReadings;
import datastream.collector.usecase.aggregate.Aggregates;
import datastream.collector.usecase.aggregate.ReadingScan;
import datastream.collector.usecase.aggregate.ReadingScans;
import datastream.collector.usecase.aggregate.Summaries;
import datastream.collector.usecase.aggregate.SummaryScan;
import datastream.reading.Reading;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What aggregates from summaries promise: to be those of the readings. Run on every real server.
 */
abstract class SummariesContract extends RollupsFixture {

    /** {@code -Ddatastream.test.rollups=5000} for the long run. */
    private static final int STEPS = Integer.getInteger("datastream.test.rollups", 150);

    private static final List<AggregateFunction> FUNCTIONS =
            List.of(
                    AggregateFunction.COUNT,
                    AggregateFunction.SUM,
                    AggregateFunction.AVG,
                    AggregateFunction.MIN,
                    AggregateFunction.MAX,
                    AggregateFunction.FIRST,
                    AggregateFunction.LAST,
                    AggregateFunction.STDDEV);

    private ReadingScans scans;
    private AggregateReadings fromReadings;
    private long scanned;
    private long taken;

    @BeforeEach
    void prepare() {
        scans = new MySqlReadingScans(database);
        fromReadings = new AggregateReadings(scans, new NoSummaries(), AggregateLimits.USUAL);
    }

    private AggregateReadings fromSummaries(int mostRows) {
        Summaries stored = new MySqlSummaries(database.queries(), mostRows);
        return new AggregateReadings(this::scan, counting(stored), AggregateLimits.USUAL);
    }

    private ReadingScan scan(ReadingFilter filter) {
        scanned++;
        return scans.scan(filter);
    }

    private Summaries counting(Summaries summaries) {
        return (filter, bucket) -> {
            SummaryScan scan = summaries.scan(filter, bucket);
            return scan == null
                    ? null
                    : () -> {
                        SummaryScan.Stretch next = scan.next();
                        taken += next == null ? 0 : next.summaries().size();
                        return next;
                    };
        };
    }

    @Test
    void aggregatesAreThoseOfTheReadingsWhateverHappensInWhateverOrder() {
        Random random = new Random(12);
        List<Long> done = new ArrayList<>();
        List<Reading> sent = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String what = doSomething(random, done, sent);
            if (random.nextInt(3) == 0) {
                what += ", made " + summaries.make();
            }
            for (int i = 0; i < 2; i++) {
                Aggregation asked = random(random);
                int mostRows = random.nextInt(4) == 0 ? random.nextInt(50) : 100_000;
                assertSame(
                        "step %d, %s: %s".formatted(step, what, asked),
                        fromSummaries(mostRows),
                        asked);
            }
        }
        assertThat(taken).as("summaries that were of use").isGreaterThan(STEPS);
        makeAll();
        scanned = 0;
        Aggregation byHour = byHour(ReadingFilter.ALL, Grouping.NONE);
        assertSame("in the end", fromSummaries(100_000), byHour);
        assertThat(scanned).as("scans of readings when all is made").isZero();
    }

    private void assertSame(String what, AggregateReadings fromSummaries, Aggregation asked) {
        try (Aggregates expected = fromReadings.aggregate(asked);
                Aggregates told = fromSummaries.aggregate(asked)) {
            assertThat(told.rows()).as(what).hasSameSizeAs(expected.rows());
            for (int i = 0; i < told.rows().size(); i++) {
                assertSame(what, told.rows().get(i), expected.rows().get(i), asked);
            }
        }
    }

    private static void assertSame(
            String what, AggregateRow told, AggregateRow expected, Aggregation asked) {
        assertThat(List.of(told.start(), told.end(), told.group()))
                .as(what)
                .isEqualTo(List.of(expected.start(), expected.end(), expected.group()));
        for (int i = 0; i < asked.functions().size(); i++) {
            AggregateFunction function = asked.functions().get(i);
            double value = expected.value(i);
            if (function == AggregateFunction.STDDEV && Double.isFinite(value)) {
                assertThat(told.value(i)).as(what).isCloseTo(value, within(1e-12 + value * 1e-12));
            } else {
                assertThat(Double.doubleToLongBits(told.value(i)))
                        .as("%s, %s: %s for %s", what, function, told.value(i), value)
                        .isEqualTo(Double.doubleToLongBits(value));
            }
        }
    }

    private static Aggregation random(Random random) {
        ReadingFilter some = randomFilter(random);
        ReadingFilter ofTypes =
                new ReadingFilter(
                        some.sensorTypes(),
                        Set.of(),
                        Set.of(),
                        some.fromMicros(),
                        some.toMicros(),
                        null,
                        null);
        Bucket bucket =
                switch (random.nextInt(5)) {
                    case 0 -> new Bucket.Whole();
                    case 1 -> new Bucket.Fixed(HOUR);
                    case 2 -> new Bucket.Fixed((1 + random.nextInt(200)) * HOUR / 60);
                    case 3 -> new Bucket.Fixed(HOUR / 120 + random.nextLong(20 * HOUR));
                    default ->
                            new Bucket.Calendar(
                                    Bucket.Calendar.Unit.DAY, ZoneId.of("Asia/Kathmandu"));
                };
        return new Aggregation(
                random.nextInt(5) > 0 ? ofTypes : some,
                bucket,
                FUNCTIONS,
                random.nextBoolean() ? Grouping.NONE : new Grouping(true, false, false),
                Fill.NONE);
    }

    private static Aggregation byHour(ReadingFilter filter, Grouping grouping) {
        return new Aggregation(filter, new Bucket.Fixed(HOUR), FUNCTIONS, grouping, Fill.NONE);
    }

    private void makeAll() {
        finish();
        while (summaries.make()) {
            // Until nothing is left.
        }
        assertThat(rows("SELECT COUNT(*) FROM type_summary WHERE NOT made")).containsExactly("0");
    }

    /** Else it would be made again and again while its readings come. */
    @Test
    void aMinuteOfWhichReadingsAreComingIsLeftAlone() {
        inserting.append(Readings.series(SENSORS.getFirst(), 3));
        finish();
        MySqlSummaryStore patient = new MySqlSummaryStore(database, 3_600, 25);
        assertThat(patient.make()).isFalse();
        assertThat(rows("SELECT COUNT(*) FROM type_summary WHERE claim IS NOT NULL"))
                .containsExactly("0");
        assertThat(summaries.make()).isTrue();
    }

    /** What was read before must not be set after. */
    @Test
    void aClaimIsLostWhenReadingsChangeMeanwhile() {
        inserting.append(Readings.series(SENSORS.getFirst(), 3));
        makeAll();
        inserting.append(List.of(Readings.of(SENSORS.getFirst(), 5, 99)));
        assertThat(rollups.fold()).isFalse();
        String claimed =
                "UPDATE type_summary SET claim = 7, claimed_until = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE width = 60";
        onAConnection(handle -> handle.execute(claimed));
        assertThat(summaries.make()).as("somebody else is at it").isFalse();
        inserting.append(List.of(Readings.of(SENSORS.getFirst(), 6, 98)));
        rollups.fold();
        assertThat(rows("SELECT COUNT(*) FROM type_summary WHERE claim IS NOT NULL"))
                .containsExactly("0");
        makeAll();
        assertSame("at last", fromSummaries(1_000), byHour(ReadingFilter.ALL, Grouping.NONE));
        assertThat(taken).isPositive();
    }

    /** Whoever has claimed it may have died. */
    @Test
    void aClaimEnds() {
        inserting.append(Readings.series(SENSORS.getFirst(), 3));
        finish();
        String claimed =
                "UPDATE type_summary SET claim = 7, claimed_until = UTC_TIMESTAMP(6) + INTERVAL %s";
        onAConnection(handle -> handle.execute(claimed.formatted("1 HOUR")));
        assertThat(summaries.make()).isFalse();
        onAConnection(handle -> handle.execute(claimed.formatted("-1 SECOND")));
        assertThat(summaries.make()).isTrue();
    }

    /** A month by hour is what people look at: neither readings nor much else is read for it. */
    @Test
    void aMonthByHourIsFewSteps() {
        List<Reading> month = new ArrayList<>();
        for (int minute = 0; minute < 30 * 24 * 4; minute++) {
            month.add(Readings.of(SENSORS.getFirst(), minute * HOUR / 4, minute));
            month.add(Readings.of(SENSORS.get(1), minute * HOUR / 4, -minute));
        }
        loading.append(month);
        makeAll();
        Duration days = Duration.ofDays(29);
        long from = Math.ceilDiv(Readings.BASE, HOUR) * HOUR;
        ReadingFilter filter =
                new ReadingFilter(
                        Set.of("humidity"),
                        Set.of(),
                        Set.of(),
                        from,
                        from + days.toMillis() * 1_000,
                        null,
                        null);
        assertFewSteps(filter);
        // Of all types, named by nobody.
        assertFewSteps(new ReadingFilter(Set.of(), Set.of(), Set.of(), from, null, null, null));
    }

    private void assertFewSteps(ReadingFilter filter) {
        Queries one = database.exports();
        AggregateReadings aggregates =
                new AggregateReadings(
                        this::scan, new MySqlSummaries(one, 100_000), AggregateLimits.USUAL);
        long before = one.run(ReadSteps::all);
        try (Aggregates told = aggregates.aggregate(byHour(filter, Grouping.NONE))) {
            assertThat(told.rows()).hasSizeBetween(29 * 24, 30 * 24);
        }
        assertThat(one.run(ReadSteps::all) - before).isBetween(29L * 24, 30L * 24 + 100);
        assertThat(scanned).isZero();
    }
}
