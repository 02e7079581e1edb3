package datastream.collector.domain.aggregate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A real number as the sum of doubles that do not overlap, the least first; zero is the sum of
 * none. Two of them are enough for most sums of measured values. Not thread-safe.
 */
final class Expansion {

    private static final int USUAL = 4;

    private double[] parts = new double[USUAL];
    private int size;

    /**
     * @param value so small that no sum is beyond the doubles
     */
    void add(double value) {
        double rest = value;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double sum = rest + parts[i];
            double error = error(rest, parts[i], sum);
            if (error != 0) {
                parts[kept++] = error;
            }
            rest = sum;
        }
        if (rest != 0) {
            if (kept == parts.length) {
                parts = Arrays.copyOf(parts, 2 * kept);
            }
            parts[kept++] = rest;
        }
        size = kept;
    }

    /** What the sum of two rounds away, exactly (Knuth's TwoSum). */
    private static double error(double a, double b, double sum) {
        double rounded = sum - a;
        return (a - (sum - rounded)) + (b - rounded);
    }

    /**
     * @param scale a power of two
     */
    void addAll(Expansion other, double scale) {
        for (int i = 0; i < other.size; i++) {
            add(other.parts[i] * scale);
        }
    }

    boolean isZero() {
        return size == 0;
    }

    /** The double that is nearest, the even one of two. */
    double rounded() {
        if (size == 0) {
            return 0;
        }
        int i = size - 1;
        double sum = parts[i];
        double error = 0;
        while (i > 0 && error == 0) {
            i--;
            double before = sum;
            sum = before + parts[i];
            error = parts[i] - (sum - before);
        }
        // Half way between two doubles, what is left says which is the nearer one.
        if (i > 0 && error != 0 && (error < 0) == (parts[i - 1] < 0)) {
            double twice = error * 2;
            double other = sum + twice;
            if (other - sum == twice) {
                return other;
            }
        }
        return sum;
    }

    /** What {@link #rounded} leaves out, rounded itself. */
    double roundedAway() {
        Expansion rest = new Expansion();
        rest.addAll(this, 1);
        rest.add(-rounded());
        return rest.rounded();
    }

    /** As the doubles that are left when one after the other is rounded away: 40 at most. */
    void pack(ByteBuffer bytes) {
        Expansion rest = new Expansion();
        rest.addAll(this, 1);
        int count = bytes.position();
        bytes.put((byte) 0);
        while (!rest.isZero()) {
            double rounded = rest.rounded();
            bytes.putDouble(rounded);
            rest.add(-rounded);
        }
        bytes.put(count, (byte) ((bytes.position() - count) / Double.BYTES));
    }

    void unpack(ByteBuffer bytes) {
        for (int left = bytes.get(); left > 0; left--) {
            add(bytes.getDouble());
        }
    }
}
