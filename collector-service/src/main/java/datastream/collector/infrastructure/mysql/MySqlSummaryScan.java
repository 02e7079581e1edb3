package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.usecase.aggregate.SummaryScan;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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

    private static final long MINUTE_MICROS = 60_000_000;
    private static final long HOUR_MICROS = 60 * MINUTE_MICROS;

    /** Some tens of milliseconds. */
    private static final long STRETCH = 40 * 24 * HOUR_MICROS;

    /** Of buckets that need minutes throughout. */
    private static final long STRETCH_OF_MINUTES = 24 * HOUR_MICROS;

    private static final int JOURNAL = 0;
    private static final int GAP = 1;

    /** Bounds of what there is, but for what is in journal and gaps, in steps of the key. */
    private static final String EXTENT =
            """
            SELECT MIN(start_second), MAX(start_second) FROM type_rollup
            WHERE sensor_type = '' AND width = 3600
            """;

    private final Queries queries;
    private final ReadingFilter filter;
    private final CountScope.OfTypes types;
    private final Bucket bucket;
    private final int mostRows;
    private final long stretch;
    private final long end;

    /** Where the next stretch begins. */
    private long next;

    private @Nullable Span extent;

    /**
     * @param filter limits nothing but sensor types and time
     * @param types those that it means
     * @param bucket no narrower than a minute
     * @param mostRows for a stretch; where there are more, none is taken
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
        boolean crossesHours =
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
        Span span = new Span(next, stretchEnd());
        Stretch found =
                queries.run(handle ->
                        handle.inTransaction(
                                TransactionIsolationLevel.REPEATABLE_READ,
                                moment -> stretch(moment, span)));
        next = span.to();
        return found;
    }

    /** Where there is nothing it is as long as it can be. */
    private long stretchEnd() {
        Span all = extent;
        if (all == null) {
            all = queries.run(MySqlSummaryScan::extent);
            extent = all;
        }
        if (next >= all.to()) {
            return end;
        }
        return Math.min(end, Math.max(next, all.from()) + stretch);
    }

    private static Span extent(Handle handle) {
        return handle.createQuery(EXTENT)
                .map((row, _) -> {
                    long from = row.getLong(1) * MINUTE_MICROS / 60;
                    long to = row.getLong(2) * MINUTE_MICROS / 60;
                    return row.wasNull() ? new Span(0, 0) : new Span(from, to + HOUR_MICROS);
                })
                .one();
    }

    private Stretch stretch(Handle moment, Span span) {
        Journal journal = new Journal(span);
        SummaryPlan hours = new SummaryPlan(List.of(span), BucketWidth.HOUR, bucket);
        TextStatements.forEachRow(moment, journalAndGaps(), journal::take);
        if (!read(moment, hours, BucketWidth.HOUR, journal)) {
            return new Stretch(List.of(), List.of(restOf(span)));
        }
        SummaryPlan minutes = new SummaryPlan(hours.rest(), BucketWidth.MINUTE, bucket);
        if (!read(moment, minutes, BucketWidth.MINUTE, journal)) {
            return new Stretch(hours.summaries(), restsOf(hours));
        }
        List<Summary> summaries = new ArrayList<>(hours.summaries());
        summaries.addAll(minutes.summaries());
        return new Stretch(summaries, restsOf(minutes));
    }

    private static String journalAndGaps() {
        return """
        SELECT %d, 0, 0, entries FROM batch_journal
        UNION ALL SELECT %d, from_hour, to_hour, NULL FROM rollup_gap
        """
                .formatted(JOURNAL, GAP);
    }

    /** Returns whether there are few enough of them. */
    private boolean read(Handle moment, SummaryPlan plan, BucketWidth width, Journal journal) {
        journal.tell(plan);
        List<Span> whole = plan.whole();
        if (whole.isEmpty()) {
            return true;
        }
        int[] rows = new int[1];
        TextStatements.forEachRow(
                moment,
                select(width, whole),
                row -> {
                    rows[0]++;
                    plan.addRow(row.getString(1), row.getLong(2), row.getBytes(3));
                });
        return rows[0] <= mostRows;
    }

    private String select(BucketWidth width, List<Span> spans) {
        String ranges =
                spans.stream()
                        .map(span ->
                                "start_second >= %d AND start_second < %d"
                                        .formatted(
                                                span.from() * 60 / MINUTE_MICROS,
                                                span.to() * 60 / MINUTE_MICROS))
                        .collect(Collectors.joining(" OR "));
        return "SELECT sensor_type, start_second, figures FROM %s AND width = %d AND (%s) LIMIT %d"
                .formatted(types.summaries(), width.seconds(), ranges, mostRows + 1);
    }

    private List<ReadingFilter> restsOf(SummaryPlan plan) {
        return plan.rest().stream().map(this::restOf).toList();
    }

    private ReadingFilter restOf(Span span) {
        boolean endless = span.to() > Timestamps.LATEST_MICROS;
        return filter.during(span.from(), endless ? null : Long.valueOf(span.to()));
    }

    /** What the rollups do not know, or not yet. */
    private final class Journal {

        private final Span span;

        /** Seconds since 1970 at which minutes begin. */
        private final Set<Long> minutes = new TreeSet<>();

        private final List<RollupGap> gaps = new ArrayList<>();
        private final CountVisitor visitor =
                new CountVisitor() {
                    @Override
                    public void ofSensor(int sensorId, long hour, long count) {
                        // The same readings are told by type.
                    }

                    @Override
                    public void ofType(String sensorType, long second, long count) {
                        if (types.has(sensorType)) {
                            addMinute(BucketWidth.MINUTE.floor(second));
                        }
                    }
                };

        Journal(Span span) {
            this.span = span;
        }

        void take(ResultSet row) throws SQLException {
            if (row.getInt(1) == GAP) {
                gaps.add(new RollupGap(row.getLong(2), row.getLong(3)));
            } else {
                JournalEntry.read(Objects.requireNonNull(row.getBytes(4)), visitor);
            }
        }

        private void addMinute(long start) {
            long micros = start * MINUTE_MICROS / 60;
            if (span.overlaps(new Span(micros, micros + MINUTE_MICROS))) {
                minutes.add(start);
            }
        }

        void tell(SummaryPlan plan) {
            minutes.forEach(plan::addJournalled);
            gaps.forEach(plan::addGap);
        }
    }
}
