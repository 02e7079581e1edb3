package datastream.collector.domain.aggregate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the readings of one bucket and group: the one place where it is said what each
 * function means. The order in which readings are added matters to none of them, but for the last
 * digits of {@code stddev}.
 *
 * <p>Sum and average are those of real numbers, rounded once or nearly so. The deviation is
 * Welford's ("Note on a Method for Calculating Corrected Sums of Squares and Products", 1962), of
 * the distances from one of the values: they are exact where values lie close together, however
 * large they are. Not thread-safe.
 */
public final class Accumulator {

    private final boolean deviates;
    private final @Nullable Values values;
    private final CompensatedSum sum = new CompensatedSum();

    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    private double first;
    private long firstMicros;
    private int firstSensor;

    private double last;
    private long lastMicros;
    private int lastSensor;

    private double origin;
    private double mean;
    private double squares;

    /**
     * @param functions what will be asked for; others need not be right
     */
    public Accumulator(Set<AggregateFunction> functions) {
        deviates = functions.contains(AggregateFunction.STDDEV);
        boolean keeps = functions.stream().anyMatch(AggregateFunction::needsValues);
        values = keeps ? new Values() : null;
    }

    /**
     * @param sensorId key of the sensor, which tells readings of one instant apart
     * @param micros microseconds since 1970
     * @param value finite
     */
    public void add(int sensorId, long micros, double value) {
        count++;
        sum.add(value);
        min = Math.min(min, value);
        max = Math.max(max, value);
        addToEnds(sensorId, micros, value);
        if (deviates) {
            addDeviation(value);
        }
        if (values != null) {
            values.add(value);
        }
    }

    private void addDeviation(double value) {
        if (count == 1) {
            origin = value;
        }
        double shifted = value - origin;
        double before = shifted - mean;
        mean += before / count;
        squares += before * (shifted - mean);
    }

    private void addToEnds(int sensorId, long micros, double value) {
        boolean single = count == 1;
        if (single || micros < firstMicros || (micros == firstMicros && sensorId < firstSensor)) {
            first = value;
            firstMicros = micros;
            firstSensor = sensorId;
        }
        if (single || micros > lastMicros || (micros == lastMicros && sensorId > lastSensor)) {
            last = value;
            lastMicros = micros;
            lastSensor = sensorId;
        }
    }

    /**
     * The result, or NaN when there is none: of no readings (but their count), a deviation of one,
     * and what no double can hold, be it the sum, or the squares on the way to the deviation.
     */
    public double value(AggregateFunction function) {
        if (function == AggregateFunction.COUNT) {
            return (double) count;
        }
        double value = count == 0 ? Double.NaN : ofSome(function);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private double ofSome(AggregateFunction function) {
        return switch (function) {
            case COUNT -> (double) count;
            case SUM -> sum.total();
            case AVG -> sum.mean(count);
            case MIN -> min;
            case MAX -> max;
            case FIRST -> first;
            case LAST -> last;
            case STDDEV -> Math.sqrt(squares / (count - 1));
            case P50, P95, P99 ->
                    values == null ? Double.NaN : values.percentile(function.percentile());
        };
    }
}
