package datastream.generator.signal;

import datastream.reading.InvalidField;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Each value differs from the one before by up to a step, within bounds.
 *
 * @param start first value, within the bounds
 * @param step greatest difference from value to value, not negative
 * @param min least value
 * @param max greatest value, at least {@code min}
 */
public record RandomWalkSignal(
        double start,
        double step,
        double min,
        double max,
        @Nullable Long seed,
        @Nullable Integer decimals)
        implements SignalSpec {

    public RandomWalkSignal {
        SignalRules.checkRange(min, max);
        if (!(start >= min && start <= max)) {
            throw new InvalidField(
                    "signal.start", "must lie between signal.min and signal.max, not " + start);
        }
        SignalRules.checkNotNegative("step", step);
        SignalRules.checkDecimals(decimals);
    }

    @Override
    public Signal unrounded(long fallbackSeed) {
        return new Walk(SignalRules.chance(seed, fallbackSeed));
    }

    private final class Walk implements Signal {

        private final RandomGenerator chance;
        private double upcoming = start;

        Walk(RandomGenerator chance) {
            this.chance = chance;
        }

        @Override
        public double next(double elapsedSeconds) {
            double value = upcoming;
            double change = step * (2 * chance.nextDouble() - 1);
            upcoming = Math.clamp(value + change, min, max);
            return value;
        }
    }
}
