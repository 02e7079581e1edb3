package datastream.collector.domain.aggregate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the readings of one bucket and group: the one place where it is said what each
 * function means. The order in which readings are added, and whether some were added up before,
 * matters to none of them, but for the last digits of {@code stddev}.
 *
 * <p>Sum and average are those of real numbers, the sum rounded once, the average nearly so. The
 * deviation is Welford's ("Note on a Method for Calculating Corrected Sums of Squares and
 * Products", 1962), of the distances from one of the values: they are exact where values lie close
 * together, however large they are. Two are joined as by Chan, Golub and LeVeque ("Updating
 * Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979). Not thread-safe.
 */
public final class Accumulator {

    /** Of {@link #pack}: the figures, and twice as many parts of a sum as there can be. */
    public static final int MOST_BYTES = 1_024;

    private static final byte VERSION = 1;

    private final boolean deviates;
    private final @Nullable Values values;
    private final ExactSum sum = new ExactSum();

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

    /** Of nothing yet; knows of every function whose result can be joined with that of others. */
    public static Accumulator joinable() {
        return new Accumulator(EnumSet.of(AggregateFunction.STDDEV));
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
        takeFirst(single, sensorId, micros, value);
        takeLast(single, sensorId, micros, value);
    }

    private void takeFirst(boolean single, int sensorId, long micros, double value) {
        if (single || micros < firstMicros || (micros == firstMicros && sensorId < firstSensor)) {
            first = value;
            firstMicros = micros;
            firstSensor = sensorId;
        }
    }

    private void takeLast(boolean single, int sensorId, long micros, double value) {
        if (single || micros > lastMicros || (micros == lastMicros && sensorId > lastSensor)) {
            last = value;
            lastMicros = micros;
            lastSensor = sensorId;
        }
    }

    /**
     * Adds all that was added to another one.
     *
     * @param other {@link #joinable}
     * @throws IllegalStateException when this one keeps every value
     */
    public void addAll(Accumulator other) {
        if (values != null) {
            throw new IllegalStateException("Values that were not kept cannot be added");
        }
        if (other.count == 0) {
            return;
        }
        sum.addAll(other.sum);
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        joinDeviation(other);
        count += other.count;
        joinEnds(other);
    }

    private void joinDeviation(Accumulator other) {
        if (count == 0) {
            origin = other.origin;
            mean = other.mean;
            squares = other.squares;
            return;
        }
        double share = (double) other.count / (count + other.count);
        double distance = (other.origin - origin) + (other.mean - mean);
        mean += distance * share;
        squares += other.squares + distance * (distance * (share * count));
    }

    private void joinEnds(Accumulator other) {
        boolean single = count == other.count;
        takeFirst(single, other.firstSensor, other.firstMicros, other.first);
        takeLast(single, other.lastSensor, other.lastMicros, other.last);
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return count == 0;
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

    /**
     * All that is known, for {@link #unpack}.
     *
     * @return at most {@link #MOST_BYTES} bytes
     * @throws IllegalStateException unless this one is {@link #joinable}
     */
    public byte[] pack() {
        if (!deviates || values != null) {
            throw new IllegalStateException("Something is not known, or too much to be packed");
        }
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        bytes.put(VERSION).putLong(count).putDouble(min).putDouble(max);
        bytes.putInt(firstSensor).putLong(firstMicros).putDouble(first);
        bytes.putInt(lastSensor).putLong(lastMicros).putDouble(last);
        bytes.putDouble(origin).putDouble(mean).putDouble(squares);
        sum.pack(bytes);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /**
     * @param packed by {@link #pack}
     * @return joinable
     * @throws IllegalArgumentException when it was packed by a later version
     */
    public static Accumulator unpack(byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("Packed by a later version: " + version);
        }
        Accumulator unpacked = joinable();
        unpacked.count = bytes.getLong();
        unpacked.min = bytes.getDouble();
        unpacked.max = bytes.getDouble();
        unpacked.takeFirst(true, bytes.getInt(), bytes.getLong(), bytes.getDouble());
        unpacked.takeLast(true, bytes.getInt(), bytes.getLong(), bytes.getDouble());
        unpacked.origin = bytes.getDouble();
        unpacked.mean = bytes.getDouble();
        unpacked.squares = bytes.getDouble();
        unpacked.sum.unpack(bytes);
        return unpacked;
    }
}
