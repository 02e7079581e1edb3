package datastream.generator.signal;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Independent values, all between two bounds equally likely.
 *
 * @param min least value
 * @param max greatest value, at least {@code min}
 */
public record UniformSignal(double min, double max, @Nullable Long seed, @Nullable Integer decimals)
        implements SignalSpec {

    public UniformSignal {
        SignalRules.checkRange(min, max);
        SignalRules.checkDecimals(decimals);
    }

    @Override
    public Signal unrounded(long fallbackSeed) {
        RandomGenerator chance = SignalRules.chance(seed, fallbackSeed);
        return elapsedSeconds -> min + (max - min) * chance.nextDouble();
    }
}
