package datastream.collector.domain.quality;

import java.util.Arrays;

/**
 * The Hampel identifier: how far a value is off the median of a window, in robust standard
 * deviations, which are 1.4826 times the median of the absolute deviations from the median (MAD).
 * The factor makes that the standard deviation of a normal distribution. Davies and Gather, "The
 * Identification of Multiple Outliers", J. Am. Stat. Assoc. 88 (1993).
 *
 * <p>Where more than half of the values are equal the MAD is 0 and says nothing; then the mean
 * absolute deviation takes its place, times 1.253314 (Iglewicz and Hoaglin, "How to Detect and
 * Handle Outliers", ASQC 1993). Not thread-safe.
 */
final class HampelWindow {

    private static final double MEDIAN_FACTOR = 1.4826;
    private static final double MEAN_FACTOR = 1.253314;

    private final double[] halves;
    private final double[] deviations;
    private int size;
    private double median;
    private double scale;

    HampelWindow(int most) {
        halves = new double[most];
        deviations = new double[most];
    }

    void clear() {
        size = 0;
    }

    /** Half of it: so no difference of two is too large for a double. */
    void add(double value) {
        halves[size++] = value / 2;
    }

    /** Once all are added. */
    void measure() {
        Arrays.sort(halves, 0, size);
        median = medianOf(halves, size);
        double mean = 0;
        for (int i = 0; i < size; i++) {
            deviations[i] = Math.abs(halves[i] - median);
            mean += deviations[i] / size;
        }
        Arrays.sort(deviations, 0, size);
        double middle = medianOf(deviations, size);
        scale = middle > 0 ? MEDIAN_FACTOR * middle : MEAN_FACTOR * mean;
    }

    double median() {
        return median * 2;
    }

    /** Robust standard deviations between a value of the window and the median; finite. */
    double deviationOf(double value) {
        double distance = Math.abs(value / 2 - median);
        return distance == 0 ? 0 : Math.min(distance / scale, Double.MAX_VALUE);
    }

    private static double medianOf(double[] sorted, int size) {
        double upper = sorted[size / 2];
        return size % 2 == 1 ? upper : sorted[size / 2 - 1] / 2 + upper / 2;
    }
}
