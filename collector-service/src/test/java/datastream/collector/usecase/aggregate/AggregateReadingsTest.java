package datastream.collector.usecase.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.collector.domain.Page;
import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.domain.aggregate.Accumulator;
import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.domain.aggregate.AggregateRow;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Fill;
import datastream.collector.domain.aggregate.Grouping;
import datastream.collector.fake.AggregateOracle;
import datastream.collector.fake.AggregateOracle.Row;
import datastream.collector.fake.Aggregations;
import datastream.collector.fake.Filters;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.InMemoryScans;
import datastream.collector.fake.NoSummaries;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.aggregate.SummaryScan.Stretch;
import datastream.collector.usecase.aggregate.SummaryScan.Summary;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AggregateReadingsTest {

    private static final Page EVERYTHING = new Page(10_000, 0, Page.Order.ASC);
    private static final Bucket.Fixed SECOND = new Bucket.Fixed(1_000_000);
    private static final ReadingFilter A_MINUTE =
            Filters.between(Readings.BASE, Readings.BASE + 60_000_000);

    private final InMemoryReadings readings = new InMemoryReadings();
    private ReadingScans store = new InMemoryScans(readings, 100);

    /** 100 rows, 1,000 values, 10 s, 2 at once, who do not wait; 100,000 bytes. */
    private final AggregateLimits limits =
            new AggregateLimits(100, 1_000, Duration.ofSeconds(10), 2, Duration.ZERO, 100_000);

    private AggregateReadings aggregates(AggregateLimits some) {
        return new AggregateReadings(filter -> store.scan(filter), new NoSummaries(), some);
    }

    @Test
    void randomAggregatesAreWhatAPlainLoopFinds() {
        Random random = new Random(51);
        readings.append(Aggregations.readings(random, 700));
        List<StoredReading> all = readings.find(ReadingFilter.ALL, EVERYTHING);
        AggregateOracle oracle = new AggregateOracle(all);
        AggregateReadings aggregates = aggregates(AggregateLimits.USUAL);
        long told = 0;
        for (int i = 0; i < 2_000; i++) {
            Aggregation asked = Aggregations.random(random);
            try (Aggregates answer = aggregates.aggregate(asked)) {
                List<Row> rows = rows(asked, answer.rows());
                oracle.assertSame(asked, rows);
                told += rows.size();
            }
        }
        assertThat(told).isGreaterThan(10_000);
    }

    private static List<Row> rows(Aggregation asked, List<AggregateRow> told) {
        List<Row> rows = new ArrayList<>();
        for (AggregateRow row : told) {
            Map<AggregateFunction, Double> values = new LinkedHashMap<>();
            for (int i = 0; i < asked.functions().size(); i++) {
                double value = row.value(i);
                values.put(asked.functions().get(i), Double.isNaN(value) ? null : value);
            }
            boolean whole = asked.bucket() instanceof Bucket.Whole;
            rows.add(new Row(row.start(), whole ? null : row.end(), row.group(), values));
        }
        return rows;
    }

    @Test
    void tooManyRowsAreRefusedBeforeAnyReadingIsLookedAt() {
        store =
                filter -> {
                    throw new AssertionError("looked");
                };
        ReadingFilter twoMinutes = Filters.between(Readings.BASE, Readings.BASE + 120_000_000);
        assertThatExceptionOfType(AggregateTooLarge.class)
                .isThrownBy(() -> aggregates(limits).aggregate(filled(twoMinutes, Fill.NULL)))
                .matches(e -> e.parameter().equals("bucket"))
                .withMessageContaining("more than 100 rows");
    }

    @Test
    void tooManyRowsThatOnlyReadingsTellAreRefusedToo() {
        readings.append(
                IntStream.range(0, 101)
                        .mapToObj(i -> Readings.of(Readings.ROOM_1, i * 1_000_000L, i))
                        .toList());
        AggregateReadings aggregates = aggregates(limits);
        assertThatExceptionOfType(AggregateTooLarge.class)
                .isThrownBy(() -> aggregates.aggregate(filled(ReadingFilter.ALL, Fill.NONE)))
                .matches(e -> e.parameter().equals("bucket"));
        assertThatExceptionOfType(AggregateTooLarge.class)
                .isThrownBy(() -> aggregates.aggregate(filled(ReadingFilter.ALL, Fill.NULL)));
        ReadingFilter hundred = Filters.between(null, Readings.BASE + 100_000_000);
        assertThat(rowsOf(aggregates, filled(hundred, Fill.NONE))).isEqualTo(100);
    }

    /** Half of an hour was added up; the other half is looked at. */
    @Test
    void whatWasAddedUpAndTheRestAreOneAnswer() {
        long half = Readings.BASE + 1_800_000_000;
        readings.append(Readings.series(Readings.ROOM_1, 3));
        readings.append(List.of(Readings.of(Readings.ROOM_1, 1_800_000_000, 50)));
        AggregateReadings aggregates =
                new AggregateReadings(
                        filter -> store.scan(filter),
                        (filter, _) ->
                                stretches(
                                        new Stretch(List.of(), List.of(filter.during(half, null))),
                                        new Stretch(addedUp(1, Readings.BASE), List.of())),
                        limits);
        Aggregation asked = whole(AggregateFunction.SUM);
        try (Aggregates answer = aggregates.aggregate(asked)) {
            assertThat(answer.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.value(0)).isEqualTo(57));
        }
        Aggregation percentile = whole(AggregateFunction.P50);
        try (Aggregates answer = aggregates.aggregate(percentile)) {
            assertThat(answer.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.value(0)).isEqualTo(0.125));
        }
    }

    @Test
    void tooManyRowsOfWhatWasAddedUpAreRefusedToo() {
        List<Summary> many =
                IntStream.range(0, 101)
                        .mapToObj(i -> addedUp(1, Readings.BASE + i * 1_000_000L).getFirst())
                        .toList();
        AggregateReadings aggregates =
                new AggregateReadings(
                        filter -> store.scan(filter),
                        (_, _) -> stretches(new Stretch(many, List.of())),
                        limits);
        assertThatExceptionOfType(AggregateTooLarge.class)
                .isThrownBy(() -> aggregates.aggregate(filled(ReadingFilter.ALL, Fill.NONE)))
                .matches(e -> e.parameter().equals("bucket"));
    }

    private static List<Summary> addedUp(int sensor, long micros) {
        Accumulator figures = Accumulator.joinable();
        figures.add(sensor, micros, 7);
        return List.of(new Summary("temperature", micros, figures));
    }

    private static SummaryScan stretches(Stretch... stretches) {
        Iterator<Stretch> left = List.of(stretches).iterator();
        return () -> left.hasNext() ? left.next() : null;
    }

    @Test
    void groupsCountWhenGapsAreFilled() {
        readings.append(Readings.series(Readings.ROOM_1, 3));
        readings.append(Readings.series(new Sensor("light", "HALL", 1), 3));
        Aggregation bySensor =
                new Aggregation(
                        A_MINUTE,
                        SECOND,
                        AggregateFunction.USUAL,
                        new Grouping(true, true, true),
                        Fill.NULL);
        assertThatExceptionOfType(AggregateTooLarge.class)
                .isThrownBy(() -> aggregates(limits).aggregate(bySensor));
        // Not on a boundary, so there is one more.
        assertThat(rowsOf(aggregates(limits), filled(A_MINUTE, Fill.NULL))).isEqualTo(61);
    }

    @Test
    void manySensorsWithoutABucketAreTooManyGroups() {
        for (int i = 0; i <= 100; i++) {
            readings.append(Readings.series(new Sensor("light", "HALL", i), 1));
        }
        Aggregation bySensor =
                new Aggregation(
                        ReadingFilter.ALL,
                        new Bucket.Whole(),
                        AggregateFunction.USUAL,
                        new Grouping(true, true, true),
                        Fill.NONE);
        assertThatExceptionOfType(AggregateTooLarge.class)
                .isThrownBy(() -> aggregates(limits).aggregate(bySensor))
                .matches(e -> e.parameter().equals("group_by"));
    }

    @ParameterizedTest
    @EnumSource(names = {"P50", "P95", "P99", "AVG"})
    void onlyPercentilesAreOfSoManyReadings(AggregateFunction function) {
        readings.append(Readings.series(Readings.ROOM_1, 1_001));
        AggregateReadings aggregates = aggregates(limits);
        Aggregation asked = whole(function);
        if (function == AggregateFunction.AVG) {
            assertThat(rowsOf(aggregates, asked)).isEqualTo(1);
        } else {
            assertThatExceptionOfType(AggregateTooLarge.class)
                    .isThrownBy(() -> aggregates.aggregate(asked))
                    .matches(e -> e.parameter().equals("functions"))
                    .withMessageContaining("1000 readings");
        }
    }

    @Test
    void whatTakesTooLongIsGivenUp() {
        readings.append(Readings.series(Readings.ROOM_1, 300));
        long[] nanos = {0};
        AggregateReadings slow =
                new AggregateReadings(
                        store,
                        new NoSummaries(),
                        limits,
                        () -> nanos[0] += Duration.ofSeconds(6).toNanos());
        assertThatExceptionOfType(AggregateTooLarge.class)
                .isThrownBy(() -> slow.aggregate(whole(AggregateFunction.AVG)))
                .matches(e -> e.parameter().equals("from"))
                .withMessageContaining("10 s");
    }

    /** To try the same again would be no use. */
    @Test
    void aStatementThatTakesTooLongIsNoReasonToTryAgain() {
        store =
                filter -> {
                    throw new QueryTimeout(Duration.ofSeconds(15));
                };
        assertThatExceptionOfType(AggregateTooLarge.class)
                .isThrownBy(() -> aggregates(limits).aggregate(whole(AggregateFunction.AVG)))
                .withMessageContaining("15 s");
    }

    @Test
    void anAnswerTakesRoomUntilItIsClosed() {
        AggregateReadings aggregates = aggregates(limits);
        readings.append(Readings.series(Readings.ROOM_1, 1_000));
        // Of 100,000 bytes, 1,000 values take 12,000, a row 500 and a sensor 64.
        List<Aggregates> open = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            open.add(aggregates.aggregate(whole(AggregateFunction.P50)));
        }
        assertThatExceptionOfType(TooManyAggregates.class)
                .isThrownBy(() -> aggregates.aggregate(whole(AggregateFunction.P50)));
        open.forEach(Aggregates::close);
        open.forEach(Aggregates::close);
        for (int i = 0; i < 100; i++) {
            assertThat(rowsOf(aggregates, whole(AggregateFunction.P50))).isEqualTo(1);
        }
        // What was closed twice has given back its room once.
        for (int i = 0; i < 7; i++) {
            aggregates.aggregate(whole(AggregateFunction.P50));
        }
        assertThatExceptionOfType(TooManyAggregates.class)
                .isThrownBy(() -> aggregates.aggregate(whole(AggregateFunction.P50)));
    }

    @Test
    void whoNeedsMoreRoomThanThereIsNeedNotTryAgain() {
        AggregateLimits small =
                new AggregateLimits(100, 1_000, Duration.ofSeconds(10), 2, Duration.ZERO, 5_000);
        readings.append(Readings.series(Readings.ROOM_1, 1_000));
        AggregateReadings aggregates = aggregates(small);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(AggregateTooLarge.class)
                    .isThrownBy(() -> aggregates.aggregate(whole(AggregateFunction.P50)));
        }
        assertThat(rowsOf(aggregates, whole(AggregateFunction.AVG))).isEqualTo(1);
    }

    @Test
    void moreThanSoManyAtOnceAreTurnedAway() {
        readings.append(Readings.series(Readings.ROOM_1, 1));
        ReadingScans plain = store;
        AggregateReadings aggregates = aggregates(limits);
        Aggregation asked = whole(AggregateFunction.AVG);
        int[] depth = {0};
        store =
                filter -> {
                    if (depth[0]++ == 0) {
                        aggregates.aggregate(asked).close();
                    } else {
                        assertThatExceptionOfType(TooManyAggregates.class)
                                .isThrownBy(() -> aggregates.aggregate(asked));
                    }
                    return plain.scan(filter);
                };
        aggregates.aggregate(asked).close();
        assertThat(depth[0]).isEqualTo(2);
        store = plain;
        assertThat(rowsOf(aggregates, asked)).isEqualTo(1);
    }

    @Test
    void aRangeWithoutLengthHasNoBuckets() {
        readings.append(Readings.series(Readings.ROOM_1, 1));
        ReadingFilter none = Filters.between(Readings.BASE, Readings.BASE);
        assertThat(rowsOf(aggregates(limits), filled(none, Fill.NULL))).isZero();
        assertThat(rowsOf(aggregates(limits), filled(ReadingFilter.ALL, Fill.PREVIOUS)))
                .isEqualTo(1);
        ReadingFilter atTheEnd = Filters.between(Timestamps.LATEST_MICROS, null);
        assertThat(rowsOf(aggregates(limits), filled(atTheEnd, Fill.NULL))).isZero();
    }

    private static int rowsOf(AggregateReadings aggregates, Aggregation asked) {
        try (Aggregates answer = aggregates.aggregate(asked)) {
            return answer.rows().size();
        }
    }

    private static Aggregation filled(ReadingFilter filter, Fill fill) {
        return new Aggregation(filter, SECOND, AggregateFunction.USUAL, Grouping.NONE, fill);
    }

    private static Aggregation whole(AggregateFunction function) {
        return new Aggregation(
                ReadingFilter.ALL, new Bucket.Whole(), List.of(function), Grouping.NONE, Fill.NONE);
    }
}
