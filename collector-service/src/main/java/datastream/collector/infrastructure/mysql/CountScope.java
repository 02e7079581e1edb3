package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose readings are counted, which rollup knows them, and which counts of the journal are theirs.
 */
sealed interface CountScope {

    /** Whether all sensors of some types are meant, which a rollup knows by the second. */
    static boolean isOfTypes(ReadingFilter filter) {
        return filter.id1s().isEmpty()
                && filter.id2s().isEmpty()
                && filter.scope().id1Prefixes().isEmpty();
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
                    if ((types.isEmpty() || types.contains(type)) && plan.covers(second)) {
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
