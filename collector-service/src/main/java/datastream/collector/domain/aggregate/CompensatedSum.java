package datastream.collector.domain.aggregate;

/**
 * A sum that does not lose what single additions round away (Neumaier, "Rundungsfehleranalyse
 * einiger Verfahren zur Summation endlicher Summen", 1974; the error of each addition by Knuth's
 * TwoSum). What no double can hold on the way, but the result can, is no loss either: large values
 * are summed apart, scaled down. Not thread-safe.
 */
final class CompensatedSum {

    /** So many values below this as there are longs do not reach the end of the doubles. */
    private static final double LARGE = 0x1p900;

    private static final double SCALE = 0x1p-100;

    private double small;
    private double smallError;
    private double large;
    private double largeError;

    void add(double value) {
        if (Math.abs(value) < LARGE) {
            double sum = small + value;
            smallError += error(small, value, sum);
            small = sum;
        } else {
            double scaled = value * SCALE;
            double sum = large + scaled;
            largeError += error(large, scaled, sum);
            large = sum;
        }
    }

    /** The sum; infinite when it is beyond the doubles. */
    double total() {
        return isSmall() ? small + smallError : (scaled() + scaledError()) / SCALE;
    }

    /**
     * The sum divided by the number of values, which is never beyond the doubles.
     *
     * @param count at least 1
     */
    double mean(long count) {
        return isSmall()
                ? quotient(small, smallError, (double) count)
                : quotient(scaled(), scaledError(), (double) count) / SCALE;
    }

    private boolean isSmall() {
        return large == 0 && largeError == 0;
    }

    private double scaled() {
        return large + small * SCALE;
    }

    private double scaledError() {
        return error(large, small * SCALE, scaled()) + largeError + smallError * SCALE;
    }

    /** What the sum of two rounds away, exactly. */
    private static double error(double a, double b, double sum) {
        double rounded = sum - a;
        return (a - (sum - rounded)) + (b - rounded);
    }

    /** Of a number in two parts: the division's own remainder is divided too. */
    private static double quotient(double sum, double error, double count) {
        double quotient = sum / count;
        return quotient + (Math.fma(-quotient, count, sum) + error) / count;
    }
}
