package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Counts the readings that a filter means, exactly as they are committed at one moment: from the
 * rollups, from the journal of what these do not know yet, and from readings where neither helps.
 * Thread-safe.
 */
final class MySqlReadingCounts {

    private static final String COUNT = "SELECT COUNT(*) FROM reading WHERE TRUE <and>";

    /** Each is a range of its own, for which the optimizer looks into the index twice. */
    private static final int MOST_SENSORS = ReadingSql.LONGEST_LIST;

    /** Gaps and sensors change now and then while somebody counts, but not all the time. */
    private static final int MOST_ATTEMPTS = 3;

    private final Queries queries;

    /** As they were when last seen. Whether they are still so, each answer says. */
    private volatile List<RollupGap> gaps = List.of();

    MySqlReadingCounts(Queries queries) {
        this.queries = queries;
    }

    long count(ReadingFilter filter) {
        return queries.run(handle -> count(handle, filter));
    }

    /** The same on a connection, of the moment that its transaction sees if it has one. */
    long count(Handle handle, ReadingFilter filter) {
        boolean byValue = filter.minValue() != null || filter.maxValue() != null;
        Long count = byValue ? null : byRollups(handle, filter);
        return count == null ? byReadings(handle, filter) : count;
    }

    /** By looking at each of them. */
    static long byReadings(Handle handle, ReadingFilter filter) {
        Conditions conditions = Conditions.onReading(filter);
        return handle.createQuery(COUNT)
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .mapTo(Long.class)
                .one();
    }

    /** Null when they are of no use here. */
    @Nullable Long byRollups(Handle handle, ReadingFilter filter) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            CountScope scope = scope(handle, filter);
            List<RollupGap> assumed = gaps;
            if (scope == null) {
                return null;
            }
            CountPlan plan = plan(filter, scope, assumed);
            if (plan.buckets().isEmpty()) {
                if (assumed.isEmpty() || !seesOtherGaps(handle, assumed)) {
                    return null;
                }
                continue;
            }
            Answer answer = new Answer(scope, plan);
            TextStatements.forEachRow(handle, CountSql.of(plan, scope, filter), answer::take);
            gaps = answer.gaps();
            if (answer.agreesWith(scope, assumed)) {
                return answer.total();
            }
        }
        return null;
    }

    /** Where a gap is all that is asked for, nobody else would see that it has been built. */
    private boolean seesOtherGaps(Handle handle, List<RollupGap> assumed) {
        List<RollupGap> now = RollupGap.all(handle);
        gaps = now;
        return !now.equals(assumed);
    }

    private static CountPlan plan(ReadingFilter filter, CountScope scope, List<RollupGap> gaps) {
        Long from = filter.fromMicros();
        Long to = filter.toMicros();
        return CountPlan.of(
                from == null ? 0 : from,
                to == null ? CountPlan.END_MICROS : to,
                scope.widths(),
                gaps);
    }

    /** Null when there are too many sensors, or none. */
    static @Nullable CountScope scope(Handle handle, ReadingFilter filter) {
        if (filter.isOfTypes()) {
            return CountScope.ofTypes(filter);
        }
        Set<Integer> ids = new HashSet<>();
        TextStatements.forEachRow(
                handle,
                "SELECT id FROM " + CountSql.sensors(filter) + " LIMIT " + (MOST_SENSORS + 1),
                row -> ids.add(row.getInt(1)));
        return ids.isEmpty() || ids.size() > MOST_SENSORS ? null : new CountScope.OfSensors(ids);
    }

    /** Adds up the rows of a {@link CountSql}. */
    private static final class Answer {

        private final CountScope.Sum sum = new CountScope.Sum();
        private final CountVisitor journal;
        private final List<RollupGap> gaps = new ArrayList<>();
        private long sensors;

        Answer(CountScope scope, CountPlan plan) {
            journal = scope.journal(plan, sum);
        }

        void take(ResultSet row) throws SQLException {
            switch (row.getInt(1)) {
                case CountSql.COUNT -> sum.add(row.getLong(2));
                case CountSql.GAP -> gaps.add(new RollupGap(row.getLong(2), row.getLong(3)));
                case CountSql.SENSORS -> sensors = row.getLong(2);
                default -> JournalEntry.read(Objects.requireNonNull(row.getBytes(4)), journal);
            }
        }

        List<RollupGap> gaps() {
            return gaps.stream().sorted(Comparator.comparingLong(RollupGap::fromHour)).toList();
        }

        /** Sensors are never deleted: as many of them are the same ones. */
        boolean agreesWith(CountScope scope, List<RollupGap> assumed) {
            return gaps().equals(assumed)
                    && (!(scope instanceof CountScope.OfSensors some)
                            || some.ids().size() == sensors);
        }

        long total() {
            return sum.total();
        }
    }
}
