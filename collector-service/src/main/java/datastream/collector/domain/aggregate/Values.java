package datastream.collector.domain.aggregate;

import java.util.Arrays;

/** Values, for what needs every single one. Not thread-safe. */
final class Values {

    private double[] values = new double[4];
    private int size;
    private boolean sorted = true;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
        sorted = false;
    }

    /**
     * The least value that at least so many of a hundred values do not exceed: the nearest rank,
     * which is always one of the values.
     *
     * @param percent 1 to 100
     */
    double percentile(int percent) {
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        long rank = ((long) size * percent + 99) / 100;
        return values[(int) rank - 1];
    }
}
