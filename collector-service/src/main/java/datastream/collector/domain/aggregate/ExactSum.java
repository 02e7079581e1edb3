package datastream.collector.domain.aggregate;

import java.nio.ByteBuffer;

/**
 * The sum of real numbers, rounded when it is asked for and not before, so that neither the order
 * of the values nor what was summed up apart makes a difference (expansions as in Shewchuk,
 * "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997). What
 * no double can hold on the way, but the result can, is no loss either: large values are summed
 * apart, scaled down; beside such values, those below 2^-974 may be lost. Not thread-safe.
 */
final class ExactSum {

    /** So many values below this as there are longs do not reach the end of the doubles. */
    private static final double LARGE = 0x1p900;

    private static final double SCALE = 0x1p-100;

    private final Expansion small = new Expansion();
    private final Expansion large = new Expansion();

    void add(double value) {
        if (Math.abs(value) < LARGE) {
            small.add(value);
        } else {
            large.add(value * SCALE);
        }
    }

    void addAll(ExactSum other) {
        small.addAll(other.small, 1);
        large.addAll(other.large, 1);
    }

    /** The sum; infinite when it is beyond the doubles. */
    double total() {
        return large.isZero() ? small.rounded() : scaled().rounded() / SCALE;
    }

    /**
     * The sum divided by the number of values, which is never beyond the doubles.
     *
     * @param count at least 1
     */
    double mean(long count) {
        return large.isZero()
                ? quotient(small, (double) count)
                : quotient(scaled(), (double) count) / SCALE;
    }

    private Expansion scaled() {
        Expansion all = new Expansion();
        all.addAll(large, 1);
        all.addAll(small, SCALE);
        return all;
    }

    /** The division's own remainder is divided too. */
    private static double quotient(Expansion sum, double count) {
        double rounded = sum.rounded();
        double quotient = rounded / count;
        return quotient + (Math.fma(-quotient, count, rounded) + sum.roundedAway()) / count;
    }

    /** Equal sums are packed equally. */
    void pack(ByteBuffer bytes) {
        small.pack(bytes);
        large.pack(bytes);
    }

    /** Adds what was packed. */
    void unpack(ByteBuffer bytes) {
        small.unpack(bytes);
        large.unpack(bytes);
    }
}
