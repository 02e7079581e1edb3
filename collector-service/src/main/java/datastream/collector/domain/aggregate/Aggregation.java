package datastream.collector.domain.aggregate;

import datastream.collector.domain.ReadingFilter;
import datastream.reading.InvalidField;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be computed of which readings.
 *
 * @param filter the readings
 * @param bucket how time is divided
 * @param functions what is told of each bucket, in this order, each once
 * @param grouping what is told apart
 * @param fill what becomes of empty buckets
 */
public record Aggregation(
        ReadingFilter filter,
        Bucket bucket,
        List<AggregateFunction> functions,
        Grouping grouping,
        Fill fill) {

    /**
     * @throws InvalidField naming what does not fit
     */
    public Aggregation {
        functions = List.copyOf(functions);
        if (functions.isEmpty() || Set.copyOf(functions).size() < functions.size()) {
            throw new InvalidField("functions", "must name each function once");
        }
        if (fill != Fill.NONE && bucket instanceof Bucket.Whole) {
            throw new InvalidField("fill", "needs a bucket");
        }
    }

    /** The functions in no order. */
    public Set<AggregateFunction> functionSet() {
        return EnumSet.copyOf(functions);
    }

    /** Whether every single value has to be kept. */
    public boolean needsValues() {
        return functions.stream().anyMatch(AggregateFunction::needsValues);
    }

    /**
     * Whether it can be joined from what is known of all readings of a type: it asks for no
     * sensors, no values and no function of single values.
     */
    public boolean isOfSummaries() {
        boolean everySensor = filter.isOfTypes() && !grouping.byId1() && !grouping.byId2();
        boolean everyValue = filter.minValue() == null && filter.maxValue() == null;
        return everySensor && everyValue && !needsValues();
    }
}
