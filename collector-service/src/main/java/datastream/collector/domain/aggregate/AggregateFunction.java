package datastream.collector.domain.aggregate;

import java.util.List;
import java.util.Locale;

/** What can be told of the values in a bucket; {@link Accumulator} says how. */
public enum AggregateFunction {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX,
    /**
     * Value of the earliest reading; of several at that instant, the one of the least sensor key.
     */
    FIRST,
    /** Value of the latest reading; of several at that instant, the one of the greatest key. */
    LAST,
    /** Standard deviation of a sample: the squares are divided by count - 1. */
    STDDEV,
    P50(50),
    P95(95),
    P99(99);

    /** What is told when nothing is said. */
    public static final List<AggregateFunction> USUAL = List.of(COUNT, AVG, MIN, MAX);

    private final int percentile;

    AggregateFunction() {
        this(0);
    }

    AggregateFunction(int percentile) {
        this.percentile = percentile;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether every single value has to be kept for it. */
    public boolean needsValues() {
        return percentile > 0;
    }

    /** How many of a hundred values are at most as great; 0 for what is no percentile. */
    int percentile() {
        return percentile;
    }
}
