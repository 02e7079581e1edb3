package datastream.collector.domain.aggregate;

/** What is told of one bucket and group. Immutable. */
public final class AggregateRow {

    private final long start;
    private final long end;
    private final Group group;
    private final double[] values;

    /**
     * @param start of the bucket, microseconds since 1970
     * @param end start of the next one
     * @param values of the functions that were asked for, in their order; NaN for none. Not copied:
     *     nobody changes them any more.
     */
    public AggregateRow(long start, long end, Group group, double[] values) {
        this.start = start;
        this.end = end;
        this.group = group;
        this.values = values;
    }

    public long start() {
        return start;
    }

    public long end() {
        return end;
    }

    public Group group() {
        return group;
    }

    /** Of the function at that position; NaN for none. */
    public double value(int position) {
        return values[position];
    }
}
