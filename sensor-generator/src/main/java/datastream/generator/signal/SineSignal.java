package datastream.generator.signal;

import datastream.reading.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * A sine over time: mean + amplitude * sin(2 pi * elapsed / period).
 *
 * @param mean value that it swings around
 * @param amplitude greatest distance from the mean, not negative
 * @param periodSeconds length of one swing, from a millisecond to 1e9 seconds
 * @param seed chooses where in its period the signal begins; without one it begins at the mean,
 *     rising
 */
public record SineSignal(
        double mean,
        double amplitude,
        double periodSeconds,
        @Nullable Long seed,
        @Nullable Integer decimals)
        implements SignalSpec {

    private static final double SHORTEST_PERIOD = 0.001;
    private static final double LONGEST_PERIOD = 1e9;

    public SineSignal {
        SignalRules.checkNumber("mean", mean);
        SignalRules.checkNotNegative("amplitude", amplitude);
        if (!(periodSeconds >= SHORTEST_PERIOD && periodSeconds <= LONGEST_PERIOD)) {
            throw new InvalidField(
                    "signal.period_seconds",
                    "must be a number from 0.001 to 1e9, not " + periodSeconds);
        }
        SignalRules.checkDecimals(decimals);
    }

    @Override
    public Signal unrounded(long fallbackSeed) {
        double begin = seed == null ? 0 : SignalRules.chance(seed, fallbackSeed).nextDouble();
        return elapsedSeconds ->
                mean + amplitude * Math.sin(2 * Math.PI * (begin + elapsedSeconds / periodSeconds));
    }
}
