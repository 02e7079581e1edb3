package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose readings are counted, which rollup knows them, and which counts of the journal are theirs.
 */
sealed interface CountScope {

    /**
     * Of a filter that means all sensors of some types, which a rollup knows by the second. Null
     * when no type is both meant and in scope: an empty set would mean all.
     */
    static @Nullable OfTypes ofTypes(ReadingFilter filter) {
        Set<String> meant = filter.sensorTypes();
        Set<String> inScope = filter.scope().sensorTypes();
        if (meant.isEmpty() || inScope.isEmpty()) {
            return new OfTypes(meant.isEmpty() ? inScope : meant);
        }
        Set<String> both = new TreeSet<>(meant);
        both.retainAll(inScope);
        return both.isEmpty() ? null : new OfTypes(both);
    }

    /** Of the rollup's buckets, the longest first. */
    List<BucketWidth> widths();

    /** The rollup's name, WHERE, and the condition for its rows. */
    String rollup();

    /** The condition over table reading. */
    String readings();

    /** Takes counts of the journal. */
    CountVisitor journal(CountPlan plan, Sum sum);

    /** What is added up. */
    final class Sum {
        private long total;

        void add(long count) {
            total += count;
        }

        long total() {
            return total;
        }
    }

    /**
     * All sensors, or all of some types.
     *
     * @param types empty for all
     */
    record OfTypes(Set<String> types) implements CountScope {

        boolean has(String type) {
            return types.isEmpty() || types.contains(type);
        }

        @Override
        public List<BucketWidth> widths() {
            return BucketWidth.OF_TYPES;
        }

        @Override
        public String rollup() {
            return "type_rollup WHERE " + (types.isEmpty() ? "sensor_type = ''" : isOne());
        }

        @Override
        public String readings() {
            return types.isEmpty()
                    ? "TRUE"
                    : "sensor_id IN (SELECT id FROM sensor WHERE " + isOne() + ")";
        }

        private String isOne() {
            return types.stream()
                    .map(ReadingSql::word)
                    .collect(Collectors.joining(",", "sensor_type IN (", ")"));
        }

        @Override
        public CountVisitor journal(CountPlan plan, Sum sum) {
            return new CountVisitor() {
                @Override
                public void ofSensor(int sensorId, long hour, long count) {
                    // The same readings are told by type.
                }

                @Override
                public void ofType(String type, long second, long count) {
                    if (has(type) && plan.covers(second)) {
                        sum.add(count);
                    }
                }
            };
        }
    }

    /** Some sensors. */
    record OfSensors(Set<Integer> ids) implements CountScope {

        @Override
        public List<BucketWidth> widths() {
            return BucketWidth.OF_SENSORS;
        }

        @Override
        public String rollup() {
            return "sensor_rollup WHERE " + readings();
        }

        @Override
        public String readings() {
            int[] list = ids.stream().mapToInt(Integer::intValue).sorted().toArray();
            return "sensor_id IN (" + ReadingSql.list(list) + ")";
        }

        @Override
        public CountVisitor journal(CountPlan plan, Sum sum) {
            return new CountVisitor() {
                @Override
                public void ofSensor(int sensorId, long hour, long count) {
                    if (ids.contains(sensorId) && plan.covers(BucketWidth.HOUR.seconds() * hour)) {
                        sum.add(count);
                    }
                }

                @Override
                public void ofType(String type, long second, long count) {
                    // The same readings are told by sensor.
                }
            };
        }
    }
}
