package datastream.generator.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.reading.InvalidField;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {

    private static final double NAN = Double.NaN;
    private static final double[] FIRST_OF_SEED_42 = {69.641, 67.1, 70.752};

    static Stream<SignalSpec> kinds() {
        return Stream.of(
                new ConstantSignal(21, 42L, null),
                new UniformSignal(-5, 5, 42L, null),
                new SineSignal(20, 5, 60, 42L, null),
                new RandomWalkSignal(21, 0.5, 15, 30, 42L, 2));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSameSeedGivesTheSameValues(SignalSpec spec) {
        assertThat(values(spec.start(1), 1_000)).containsExactly(values(spec.start(2), 1_000));
    }

    @Test
    void anotherSeedGivesOtherValues() {
        assertThat(values(new UniformSignal(0, 1, 1L, null).start(0), 10))
                .isNotEqualTo(values(new UniformSignal(0, 1, 2L, null).start(0), 10));
    }

    @Test
    void withoutASeedTheFallbackDecides() {
        SignalSpec spec = new UniformSignal(0, 1, null, null);

        assertThat(values(spec.start(7), 10)).isEqualTo(values(spec.start(7), 10));
        assertThat(values(spec.start(7), 10)).isNotEqualTo(values(spec.start(8), 10));
    }

    @Test
    void valuesOfASeedAreTheSameForEver() {
        Signal signal = new UniformSignal(0, 100, 42L, 3).start(0);

        assertThat(values(signal, 3)).containsExactly(FIRST_OF_SEED_42);
    }

    @Test
    void uniformStaysWithinItsBoundsAndUsesThem() {
        double[] values = values(new UniformSignal(-5, 5, 1L, null).start(0), 10_000);

        assertThat(DoubleStream.of(values).min().orElseThrow()).isBetween(-5.0, -4.9);
        assertThat(DoubleStream.of(values).max().orElseThrow()).isBetween(4.9, 5.0);
    }

    @Test
    void randomWalkStartsAtItsStartAndNeverStepsTooFarOrOut() {
        double[] values = values(new RandomWalkSignal(21, 0.5, 20, 22, 1L, null).start(0), 10_000);

        assertThat(values[0]).isEqualTo(21);
        for (int i = 1; i < values.length; i++) {
            assertThat(values[i]).isBetween(20.0, 22.0);
            assertThat(Math.abs(values[i] - values[i - 1])).isLessThanOrEqualTo(0.5);
        }
    }

    @Test
    void sineFollowsTimeAndStartsAtItsMean() {
        Signal sine = new SineSignal(20, 5, 60, null, 6).start(1);

        assertThat(sine.next(0)).isEqualTo(20);
        assertThat(sine.next(15)).isEqualTo(25);
        assertThat(sine.next(45)).isEqualTo(15);
    }

    @Test
    void decimalsRoundAndLeaveNoNegativeZero() {
        assertThat(new ConstantSignal(21.5678, null, 2).start(0).next(0)).isEqualTo(21.57);
        assertThat(Double.compare(new ConstantSignal(-0.2, null, 0).start(0).next(0), 0.0))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"temperature", "humidity", "co2", "motion", "light", "noise", "vibration"})
    void everyTypeHasADefaultWithFiniteVaryingValues(String type) {
        double[] values = values(DefaultSignals.of(type).start(type.hashCode()), 1_000);

        assertThat(DoubleStream.of(values).allMatch(Double::isFinite)).isTrue();
        assertThat(DoubleStream.of(values).distinct().count()).isGreaterThan(1);
    }

    @Test
    void motionIsZeroOrOne() {
        assertThat(values(DefaultSignals.of("motion").start(1), 100)).containsOnly(0, 1);
    }

    static Stream<Arguments> brokenSpecs() {
        return Stream.of(
                broken("signal.value", () -> new ConstantSignal(NAN, null, null)),
                broken("signal.value", () -> new ConstantSignal(1e16, null, null)),
                broken("signal.decimals", () -> new ConstantSignal(1, null, 10)),
                broken("signal.decimals", () -> new ConstantSignal(1, null, -1)),
                broken("signal.min", () -> new UniformSignal(2, 1, null, null)),
                broken("signal.max", () -> new UniformSignal(2, NAN, null, null)),
                broken("signal.mean", () -> new SineSignal(1e308, 1, 1, null, null)),
                broken("signal.amplitude", () -> new SineSignal(0, -1, 1, null, null)),
                broken("signal.period_seconds", () -> new SineSignal(0, 1, 0, null, null)),
                broken("signal.period_seconds", () -> new SineSignal(0, 1, NAN, null, null)),
                broken("signal.start", () -> new RandomWalkSignal(9, 1, 10, 20, null, null)),
                broken("signal.step", () -> new RandomWalkSignal(10, -1, 10, 20, null, null)));
    }

    @ParameterizedTest
    @MethodSource("brokenSpecs")
    void aBrokenSpecNamesItsField(String field, Supplier<SignalSpec> spec) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(spec::get)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    private static Arguments broken(String field, Supplier<SignalSpec> spec) {
        return Arguments.of(field, spec);
    }

    private static double[] values(Signal signal, int count) {
        return IntStream.range(0, count).mapToDouble(i -> signal.next(i * 0.1)).toArray();
    }
}
