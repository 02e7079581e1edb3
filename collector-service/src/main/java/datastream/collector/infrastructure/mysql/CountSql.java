package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.infrastructure.mysql.CountPlan.Buckets;
import datastream.collector.infrastructure.mysql.CountPlan.Readings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one statement that counts. Being one, it sees one moment of readings, rollups, journal, gaps
 * and sensors together, in which they agree. Its rows are a kind, two numbers and an entry of the
 * journal. What takes long comes first: the time of a statement is limited until the driver has its
 * first rows, which many entries are sent before the end for.
 */
final class CountSql {

    /** The entry is not in the rollups yet. */
    static final int JOURNAL = 0;

    /** The first number is to be added. */
    static final int COUNT = 1;

    /** From the hour of the first number to that of the second. */
    static final int GAP = 2;

    /** The first number is how many sensors the filter means. */
    static final int SENSORS = 3;

    private CountSql() {}

    static String of(CountPlan plan, CountScope scope, ReadingFilter filter) {
        List<String> parts = new ArrayList<>();
        plan.readings().forEach(range -> parts.add(count(range, scope.readings())));
        plan.buckets().forEach(buckets -> parts.add(sum(buckets, scope.rollup())));
        if (scope instanceof CountScope.OfSensors) {
            parts.add("SELECT %d, COUNT(*), 0, NULL FROM %s".formatted(SENSORS, sensors(filter)));
        }
        parts.add("SELECT %d, from_hour, to_hour, NULL FROM rollup_gap".formatted(GAP));
        parts.add("SELECT %d, 0, 0, entries FROM batch_journal".formatted(JOURNAL));
        return String.join("\nUNION ALL ", parts);
    }

    /** Table sensor, and the condition for those that the filter means. */
    static String sensors(ReadingFilter filter) {
        return "sensor WHERE TRUE"
                + isAnyOf("sensor_type", filter.sensorTypes())
                + isAnyOf("id1", filter.id1s())
                + isAnyOf("id2", filter.id2s())
                + isAnyOf("sensor_type", filter.scope().sensorTypes())
                + beginsWithAnyOf(filter.scope().id1Prefixes());
    }

    private static String beginsWithAnyOf(Collection<String> prefixes) {
        return prefixes.isEmpty()
                ? ""
                : prefixes.stream()
                        .map(prefix -> ReadingSql.word(prefix) + ", '%')")
                        .collect(
                                Collectors.joining(
                                        " OR id1 LIKE CONCAT(", " AND (id1 LIKE CONCAT(", ")"));
    }

    private static String isAnyOf(String column, Collection<?> values) {
        return values.isEmpty()
                ? ""
                : values.stream()
                        .map(value -> ReadingSql.word(value.toString()))
                        .collect(Collectors.joining(",", " AND " + column + " IN (", ")"));
    }

    private static String sum(Buckets buckets, String rollup) {
        return "SELECT %d, COALESCE(SUM(readings), 0), 0, NULL FROM %s AND width = %d AND start_second >= %d AND start_second < %d"
                .formatted(
                        COUNT,
                        rollup,
                        buckets.width().seconds(),
                        buckets.range().from(),
                        buckets.range().to());
    }

    private static String count(Readings range, String condition) {
        return "SELECT %d, %sCOUNT(*), 0, NULL FROM reading WHERE %s%s"
                .formatted(
                        COUNT,
                        range.sign() < 0 ? "-" : "",
                        condition,
                        ReadingSql.isIn("ts", range.from(), range.to()));
    }
}
