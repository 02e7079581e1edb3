package datastream.collector.domain.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccumulatorTest {

    private static final double MOST = Double.MAX_VALUE;

    private static Accumulator of(double... values) {
        Accumulator accumulator = new Accumulator(EnumSet.allOf(AggregateFunction.class));
        for (int i = 0; i < values.length; i++) {
            accumulator.add(1, i, values[i]);
        }
        return accumulator;
    }

    private static double value(AggregateFunction function, double... values) {
        return of(values).value(function);
    }

    @ParameterizedTest
    @EnumSource
    void ofNothingThereIsOnlyTheCount(AggregateFunction function) {
        double value = value(function);
        if (function == AggregateFunction.COUNT) {
            assertThat(value).isZero();
        } else {
            assertThat(value).isNaN();
        }
    }

    @Test
    void aSumLosesNothingOnTheWay() {
        assertThat(value(AggregateFunction.SUM, 1e100, 1, -1e100)).isEqualTo(1);
        assertThat(value(AggregateFunction.SUM, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
                .isEqualTo(1);
        assertThat(value(AggregateFunction.SUM, MOST, MOST, -MOST, -MOST)).isZero();
        assertThat(value(AggregateFunction.SUM, MOST, 1, -MOST)).isEqualTo(1);
        assertThat(value(AggregateFunction.SUM, Double.MIN_VALUE, Double.MIN_VALUE))
                .isEqualTo(2 * Double.MIN_VALUE);
    }

    @Test
    void whatNoDoubleHoldsIsNone() {
        assertThat(value(AggregateFunction.SUM, MOST, MOST)).isNaN();
        assertThat(value(AggregateFunction.SUM, -MOST, -MOST)).isNaN();
        assertThat(value(AggregateFunction.STDDEV, 1e200, -1e200)).isNaN();
        assertThat(value(AggregateFunction.STDDEV, MOST, -MOST)).isNaN();
    }

    @Test
    void anAverageIsNeverBeyondTheValues() {
        assertThat(value(AggregateFunction.AVG, MOST, MOST, MOST)).isEqualTo(MOST);
        assertThat(value(AggregateFunction.AVG, MOST, -MOST)).isZero();
        assertThat(value(AggregateFunction.AVG, 0.1, 0.1, 0.1)).isEqualTo(0.1);
        double[] same = DoubleStream.generate(() -> 21.53).limit(9_999).toArray();
        assertThat(value(AggregateFunction.AVG, same)).isEqualTo(21.53);
    }

    @Test
    void smallDeviationsFromALargeValueAreSeen() {
        assertThat(value(AggregateFunction.STDDEV, 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16))
                .isCloseTo(Math.sqrt(30), within(1e-12));
        // Two units of the last digit.
        double apart = 1e6 + 0x1p-32 - 1e6;
        assertThat(value(AggregateFunction.STDDEV, 1e6, 1e6 + apart))
                .isEqualTo(apart * Math.sqrt(0.5));
        double[] same = DoubleStream.generate(() -> 21.53).limit(1_000).toArray();
        assertThat(value(AggregateFunction.STDDEV, same)).isZero();
    }

    @Test
    void oneValueDoesNotDeviate() {
        assertThat(value(AggregateFunction.STDDEV, 5)).isNaN();
        assertThat(value(AggregateFunction.STDDEV, 5, 7)).isEqualTo(Math.sqrt(2));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "2, 1, 2, 2",
        "3, 2, 3, 3",
        "20, 10, 19, 20",
        "100, 50, 95, 99",
        "101, 51, 96, 100",
        "200, 100, 190, 198"
    })
    void aPercentileIsTheValueOfTheNearestRank(int count, int p50, int p95, int p99) {
        double[] values = DoubleStream.iterate(count, value -> value - 1).limit(count).toArray();
        Accumulator accumulator = of(values);
        assertThat(accumulator.value(AggregateFunction.P50)).isEqualTo(p50);
        assertThat(accumulator.value(AggregateFunction.P95)).isEqualTo(p95);
        assertThat(accumulator.value(AggregateFunction.P99)).isEqualTo(p99);
    }

    @Test
    void moreValuesMayComeAfterAPercentileWasAskedFor() {
        Accumulator accumulator = of(3, 1, 2);
        assertThat(accumulator.value(AggregateFunction.P50)).isEqualTo(2);
        accumulator.add(1, 9, 0);
        assertThat(accumulator.value(AggregateFunction.P50)).isEqualTo(1);
    }

    @Test
    void ofOneInstantTheSensorsKeysTellFirstAndLast() {
        Accumulator accumulator = new Accumulator(EnumSet.allOf(AggregateFunction.class));
        accumulator.add(7, 100, 1);
        accumulator.add(3, 100, 2);
        accumulator.add(9, 100, 3);
        accumulator.add(5, 100, 4);
        assertThat(accumulator.value(AggregateFunction.FIRST)).isEqualTo(2);
        assertThat(accumulator.value(AggregateFunction.LAST)).isEqualTo(3);
        accumulator.add(9, 99, 5);
        accumulator.add(1, 101, 6);
        assertThat(accumulator.value(AggregateFunction.FIRST)).isEqualTo(5);
        assertThat(accumulator.value(AggregateFunction.LAST)).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfReadingsDoesNotMatter(AggregateFunction function) {
        Random random = new Random(31);
        List<Integer> order = new ArrayList<>();
        double[] values = random.doubles(1_000, -1e6, 1e6).toArray();
        for (int i = 0; i < values.length; i++) {
            order.add(i);
        }
        double expected = value(function, values);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(order, random);
            Accumulator accumulator = new Accumulator(EnumSet.of(function));
            order.forEach(place -> accumulator.add(1, place, values[place]));
            double slack = function == AggregateFunction.STDDEV ? expected * 1e-12 : 0;
            assertThat(accumulator.value(function)).isCloseTo(expected, within(slack));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"P50", "P95", "P99"})
    void whatWasAddedUpBeforeCanBeAdded(AggregateFunction function) {
        Random random = new Random(32);
        for (int i = 0; i < 200; i++) {
            Accumulator all = new Accumulator(EnumSet.of(function));
            Accumulator joined = new Accumulator(EnumSet.of(function));
            for (int parts = random.nextInt(5); parts >= 0; parts--) {
                Accumulator part = Accumulator.joinable();
                for (int count = random.nextInt(4); count > 0; count--) {
                    int sensor = random.nextInt(4);
                    long micros = random.nextInt(8);
                    double value = 1e6 + random.nextGaussian();
                    all.add(sensor, micros, value);
                    part.add(sensor, micros, value);
                }
                joined.addAll(Accumulator.unpack(part.pack()));
            }
            double expected = all.value(function);
            double slack = function == AggregateFunction.STDDEV ? 1e-12 : 0;
            if (Double.isNaN(expected)) {
                assertThat(joined.value(function)).isNaN();
            } else {
                assertThat(joined.value(function))
                        .isCloseTo(expected, within(slack * Math.abs(expected)));
            }
        }
    }

    @Test
    void farApartAndCloseTogetherDeviationsAreJoined() {
        assertThat(joined(0, 1.6e154))
                .isCloseTo(value(AggregateFunction.STDDEV, 0, 1.6e154), within(1e142));
        assertThat(joined(0, 1e-160))
                .isCloseTo(value(AggregateFunction.STDDEV, 0, 1e-160), within(1e-170));
    }

    private static double joined(double one, double other) {
        Accumulator joined = Accumulator.joinable();
        for (double value : new double[] {one, other}) {
            Accumulator part = Accumulator.joinable();
            part.add(1, 1, value);
            joined.addAll(part);
        }
        return joined.value(AggregateFunction.STDDEV);
    }

    @Test
    void theGreatestSumsCanBePacked() {
        Accumulator wild = Accumulator.joinable();
        Random random = new Random(33);
        for (int i = 0; i < 10_000; i++) {
            wild.add(1, i, Math.scalb(random.nextDouble() - 0.5, random.nextInt(2_098) - 1_074));
        }
        Accumulator unpacked = Accumulator.unpack(wild.pack());
        assertThat(unpacked.value(AggregateFunction.SUM))
                .isEqualTo(wild.value(AggregateFunction.SUM));
        assertThat(unpacked.pack()).isEqualTo(wild.pack());
    }
}
