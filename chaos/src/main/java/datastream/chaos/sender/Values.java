package datastream.chaos.sender;

import java.util.SplittableRandom;

/**
 * Values that nobody hits by accident: 53 random bits, of magnitudes from 1e-6 to 1e9. The same
 * seed gives the same values. Not thread-safe.
 */
final class Values {

    private static final int LEAST_EXPONENT = -6;
    private static final int EXPONENTS = 16;

    private final SplittableRandom random;

    Values(long seed) {
        random = new SplittableRandom(seed);
    }

    double next() {
        double scale = Math.pow(10, LEAST_EXPONENT + random.nextInt(EXPONENTS));
        return (random.nextDouble() - 0.5) * scale;
    }

    boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }
}
