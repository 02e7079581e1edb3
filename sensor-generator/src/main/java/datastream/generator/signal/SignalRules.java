package datastream.generator.signal;

import datastream.reading.InvalidField;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** What all signals have in common: the range of their parameters and their source of chance. */
final class SignalRules {

    /** Keeps every sum and product of parameters finite. */
    private static final double LARGEST = 1e15;

    private static final int MOST_DECIMALS = 9;

    /**
     * Its algorithm is part of the JDK's specification: the same seed, the same values, for ever.
     */
    private static final RandomGeneratorFactory<RandomGenerator> CHANCE =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private SignalRules() {}

    static void checkNumber(String field, double value) {
        // Written so that NaN fails too.
        if (!(Math.abs(value) <= LARGEST)) {
            throw new InvalidField(
                    "signal." + field, "must be a number from -1e15 to 1e15, not " + value);
        }
    }

    static void checkNotNegative(String field, double value) {
        checkNumber(field, value);
        if (value < 0) {
            throw new InvalidField("signal." + field, "must not be negative, as is " + value);
        }
    }

    static void checkRange(double min, double max) {
        checkNumber("min", min);
        checkNumber("max", max);
        if (min > max) {
            throw new InvalidField(
                    "signal.min",
                    "must not be greater than signal.max, as is %s > %s".formatted(min, max));
        }
    }

    static void checkDecimals(@Nullable Integer decimals) {
        if (decimals != null && (decimals < 0 || decimals > MOST_DECIMALS)) {
            throw new InvalidField(
                    "signal.decimals", "must be an integer from 0 to 9, not " + decimals);
        }
    }

    static RandomGenerator chance(@Nullable Long seed, long fallbackSeed) {
        return CHANCE.create(seed == null ? fallbackSeed : seed);
    }
}
