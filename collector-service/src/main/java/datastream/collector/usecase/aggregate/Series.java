package datastream.collector.usecase.aggregate;

import datastream.collector.domain.StoredReading;
import datastream.collector.domain.aggregate.Accumulator;
import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.domain.aggregate.AggregateRow;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Fill;
import datastream.collector.domain.aggregate.Group;
import datastream.collector.usecase.aggregate.SummaryScan.Summary;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The buckets of one group. Not thread-safe. */
final class Series {

    private final Group group;
    private final Aggregation asked;
    private final Set<AggregateFunction> functions;
    private final TreeMap<Long, Accumulator> buckets = new TreeMap<>();

    /** The bucket of the last reading: most often the next one's too, and no search is needed. */
    private @Nullable Accumulator current;

    private long start;
    private long end;

    Series(Group group, Aggregation asked) {
        this.group = group;
        this.asked = asked;
        functions = asked.functionSet();
    }

    /**
     * @return whether its bucket had no reading before
     */
    boolean add(StoredReading stored) {
        long micros = stored.id().timestampMicros();
        int before = buckets.size();
        bucketOf(micros).add(stored.id().sensorId(), micros, stored.reading().value());
        return buckets.size() > before;
    }

    /**
     * @return whether its bucket had no reading before
     */
    boolean add(Summary summary) {
        int before = buckets.size();
        bucketOf(summary.micros()).addAll(summary.figures());
        return buckets.size() > before;
    }

    private Accumulator bucketOf(long micros) {
        Accumulator last = current;
        return last == null || micros < start || micros >= end ? find(micros) : last;
    }

    private Accumulator find(long micros) {
        Bucket bucket = asked.bucket();
        start = bucket.startOf(micros);
        end = bucket.next(start);
        Accumulator found = buckets.computeIfAbsent(start, _ -> new Accumulator(functions));
        current = found;
        return found;
    }

    /** Starts of buckets that have readings. */
    SortedSet<Long> starts() {
        return buckets.navigableKeySet();
    }

    /**
     * Tells of each of these buckets, in their order; of empty ones as was asked.
     *
     * @param starts of buckets, ascending
     */
    void tell(List<Long> starts, Consumer<AggregateRow> rows) {
        double[] before = row(new Accumulator(functions));
        for (long bucket : starts) {
            Accumulator found = buckets.get(bucket);
            double[] values = found == null ? filling(before) : row(found);
            rows.accept(new AggregateRow(bucket, asked.bucket().next(bucket), group, values));
            before = values;
        }
    }

    private double[] row(Accumulator bucket) {
        return asked.functions().stream().mapToDouble(bucket::value).toArray();
    }

    private double[] filling(double[] before) {
        if (asked.fill() != Fill.PREVIOUS) {
            return row(new Accumulator(functions));
        }
        double[] values = before.clone();
        int count = asked.functions().indexOf(AggregateFunction.COUNT);
        if (count >= 0) {
            values[count] = 0;
        }
        return values;
    }
}
