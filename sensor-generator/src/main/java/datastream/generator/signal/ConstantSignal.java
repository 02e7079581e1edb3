package datastream.generator.signal;

import org.jspecify.annotations.Nullable;

/**
 * Always the same value.
 *
 * @param value that value
 * @param seed without effect, taken so that every kind may have one
 */
public record ConstantSignal(double value, @Nullable Long seed, @Nullable Integer decimals)
        implements SignalSpec {

    public ConstantSignal {
        SignalRules.checkNumber("value", value);
        SignalRules.checkDecimals(decimals);
    }

    @Override
    public Signal unrounded(long fallbackSeed) {
        return elapsedSeconds -> value;
    }
}
