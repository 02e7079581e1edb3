package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.usecase.aggregate.SummaryScan;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of time of which summaries, journal and gaps are looked at at one moment, in which they
 * agree: figures that are not out of date, of a minute or hour that the journal does not tell of,
 * are those of the readings. Not thread-safe.
 */
final class MySqlSummaryScan implements SummaryScan {

    private static final long SECOND_MICROS = 1_000_000;
    private static final long HOUR_MICROS = 3_600 * SECOND_MICROS;

    /** Some tens of milliseconds. */
    private static final long STRETCH = 40 * 24 * HOUR_MICROS;

    /** By so much, when there is too much in one. */
    private static final int SHORTER = 4;

    /** Of buckets that need minutes throughout. */
    private static final long STRETCH_OF_MINUTES = 24 * HOUR_MICROS;

    /** Where there is something next, but for what is in journal and gaps. */
    private static final String NEXT_HOUR =
            """
            SELECT MIN(start_second) FROM type_rollup
            WHERE sensor_type = '' AND width = 3600 AND start_second > :second
            """;

    /** A step of the key: both servers may read all of it for a DISTINCT. */
    private static final String NEXT_TYPE =
            "SELECT sensor_type FROM type_summary WHERE sensor_type > :last ORDER BY sensor_type LIMIT 1";

    private final Queries queries;
    private final ReadingFilter filter;
    private final CountScope.OfTypes types;
    private final Bucket bucket;
    private final int mostRows;
    private final boolean crossesHours;
    private final long end;

    /** How long a stretch is; shorter once there was too much in one. */
    private long stretch;

    /** Where the next stretch begins. */
    private long next;

    /**
     * @param filter limits nothing but sensor types and time
     * @param types those that it means
     * @param bucket no narrower than a minute
     * @param mostRows for a stretch; an hour in which there are more is looked through
     */
    MySqlSummaryScan(
            Queries queries,
            ReadingFilter filter,
            CountScope.OfTypes types,
            Bucket bucket,
            int mostRows) {
        this.queries = queries;
        this.filter = filter;
        this.types = types;
        this.bucket = bucket;
        this.mostRows = mostRows;
        crossesHours =
                bucket instanceof Bucket.Fixed fixed && fixed.widthMicros() % HOUR_MICROS != 0;
        stretch = crossesHours ? STRETCH_OF_MINUTES : STRETCH;
        Long from = filter.fromMicros();
        Long to = filter.toMicros();
        next = from == null ? 0 : Math.max(from, 0);
        end = to == null ? CountPlan.END_MICROS : Math.min(to, CountPlan.END_MICROS);
    }

    @Override
    public @Nullable Stretch next() {
        if (next >= end) {
            return null;
        }
        while (true) {
            Span span = new Span(next, queries.run(this::stretchEnd));
            Stretch found =
                    queries.run(handle ->
                            handle.inTransaction(
                                    TransactionIsolationLevel.REPEATABLE_READ,
                                    moment -> stretch(moment, span)));
            if (found == null && stretch == HOUR_MICROS) {
                found = new Stretch(List.of(), List.of(restOf(span)));
            }
            if (found != null) {
                next = span.to();
                return found;
            }
            stretch = Math.max(stretch / SHORTER / HOUR_MICROS, 1) * HOUR_MICROS;
        }
    }

    /** Time in which nothing is makes it longer. */
    private long stretchEnd(Handle handle) {
        Long second =
                handle.createQuery(NEXT_HOUR)
                        .bind("second", next / SECOND_MICROS - BucketWidth.HOUR.seconds())
                        .mapTo(Long.class)
                        .one();
        return second == null
                ? end
                : Math.min(end, Math.max(next, second * SECOND_MICROS) + stretch);
    }

    /** Null when there is too much in it. */
    private @Nullable Stretch stretch(Handle moment, Span span) {
        Collection<String> names = types.types().isEmpty() ? allTypes(moment) : types.types();
        if (names.size() > ReadingSql.LONGEST_LIST) {
            return new Stretch(List.of(), List.of(restOf(span)));
        }
        UnfoldedTimes unfolded = UnfoldedTimes.read(moment, span, types);
        SummaryPlan hours = new SummaryPlan(List.of(span), BucketWidth.HOUR, bucket);
        if (!read(moment, names, hours, unfolded)) {
            return null;
        }
        SummaryPlan minutes = new SummaryPlan(hours.rest(), BucketWidth.MINUTE, bucket);
        if (!read(moment, names, minutes, unfolded)) {
            // Hours of no bucket are of no use; else so many are out of date that few minutes are.
            return crossesHours ? null : new Stretch(hours.summaries(), restsOf(hours));
        }
        List<Summary> summaries = new ArrayList<>(hours.summaries());
        summaries.addAll(minutes.summaries());
        return new Stretch(summaries, restsOf(minutes));
    }

    /** Returns whether there are few enough of them. */
    private boolean read(
            Handle moment, Collection<String> names, SummaryPlan plan, UnfoldedTimes unfolded) {
        unfolded.tell(plan);
        List<Span> whole = plan.whole();
        if (whole.isEmpty() || names.isEmpty()) {
            return true;
        }
        int[] rows = new int[1];
        TextStatements.forEachRow(
                moment,
                select(names, plan.width(), whole),
                row -> {
                    rows[0]++;
                    plan.addRow(row.getString(1), row.getLong(2), row.getBytes(3));
                });
        return rows[0] <= mostRows;
    }

    /** Types are named, so that the key's beginning is. */
    private String select(Collection<String> names, BucketWidth width, List<Span> spans) {
        String list = names.stream().map(ReadingSql::word).collect(Collectors.joining(","));
        String ranges =
                spans.stream()
                        .map(span ->
                                "start_second >= %d AND start_second < %d"
                                        .formatted(
                                                span.from() / SECOND_MICROS,
                                                span.to() / SECOND_MICROS))
                        .collect(Collectors.joining(" OR "));
        return "SELECT sensor_type, start_second, figures FROM type_summary WHERE sensor_type IN (%s) AND width = %d AND (%s) LIMIT %d"
                .formatted(list, width.seconds(), ranges, mostRows + 1);
    }

    private static List<String> allTypes(Handle moment) {
        List<String> names = new ArrayList<>();
        String last = "";
        while (last != null && names.size() <= ReadingSql.LONGEST_LIST) {
            last =
                    moment.createQuery(NEXT_TYPE)
                            .bind("last", last)
                            .mapTo(String.class)
                            .findOne()
                            .orElse(null);
            if (last != null) {
                names.add(last);
            }
        }
        return names;
    }

    private List<ReadingFilter> restsOf(SummaryPlan plan) {
        return plan.rest().stream().map(this::restOf).toList();
    }

    private ReadingFilter restOf(Span span) {
        boolean endless = span.to() > Timestamps.LATEST_MICROS;
        return filter.during(span.from(), endless ? null : Long.valueOf(span.to()));
    }
}
