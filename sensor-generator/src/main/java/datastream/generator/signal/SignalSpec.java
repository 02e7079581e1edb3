package datastream.generator.signal;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated sensor measures. Immutable and validated: constructors throw {@link
 * datastream.reading.InvalidField} with a field such as {@code signal.amplitude}.
 *
 * <p>The same spec with the same seed gives the same values. Rounding to {@link #decimals} may step
 * over a bound that has more decimals than that.
 */
public sealed interface SignalSpec
        permits ConstantSignal, UniformSignal, SineSignal, RandomWalkSignal {

    /** Chooses among the possible courses; null leaves the choice to {@link #start}. */
    @Nullable Long seed();

    /** Digits after the decimal point, 0 to 9; null for all that a double has. */
    @Nullable Integer decimals();

    /** The unrounded values from the beginning. */
    Signal unrounded(long fallbackSeed);

    /**
     * The values from the beginning.
     *
     * @param fallbackSeed used when this spec has no seed
     */
    default Signal start(long fallbackSeed) {
        Signal signal = unrounded(fallbackSeed);
        Integer decimals = decimals();
        return decimals == null ? signal : new RoundedSignal(signal, decimals);
    }
}
