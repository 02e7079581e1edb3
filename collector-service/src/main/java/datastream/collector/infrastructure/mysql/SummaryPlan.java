package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.aggregate.Accumulator;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.usecase.aggregate.SummaryScan.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes ranges of time apart: into summaries of one width that may be used, and the rest. Rest is
 * where a range ends inside a minute or an hour; where the figures of any type are out of date, be
 * it by what is in the journal; where the rollups have a gap; and what lies in two buckets. What
 * has no row, and is not rest, has no reading. Not thread-safe.
 */
final class SummaryPlan {

    /** Each is looked through by statements of its own. */
    private static final int MOST_PARTS = 50;

    private static final long SECOND = 1_000_000;

    private final List<Span> ranges;
    private final BucketWidth width;
    private final Bucket bucket;
    private final List<Row> rows = new ArrayList<>();
    private final List<Span> rest = new ArrayList<>();

    private record Row(Span span, Summary summary) {}

    /**
     * @param ranges what is taken apart; they have nothing in common
     * @param bucket what no summary may cross the border of
     */
    SummaryPlan(List<Span> ranges, BucketWidth width, Bucket bucket) {
        this.ranges = List.copyOf(ranges);
        this.width = width;
        this.bucket = bucket;
        ranges.forEach(this::addEnds);
    }

    private void addEnds(Span range) {
        Span whole = whole(range);
        if (whole.from() < whole.to()) {
            rest.add(new Span(range.from(), whole.from()));
            rest.add(new Span(whole.to(), range.to()));
        } else {
            rest.add(range);
        }
    }

    /** From where the first summary begins to where the last one ends. */
    private Span whole(Span range) {
        long micros = width.seconds() * SECOND;
        return new Span(
                Math.ceilDiv(range.from(), micros) * micros,
                Math.floorDiv(range.to(), micros) * micros);
    }

    BucketWidth width() {
        return width;
    }

    /** Of which summaries are to be shown. */
    List<Span> whole() {
        return ranges.stream().map(this::whole).filter(span -> span.from() < span.to()).toList();
    }

    /** Readings of a second are in the journal. */
    void addJournalled(long second) {
        addRest(Span.of(width.floor(second), width));
    }

    void addGap(RollupGap gap) {
        addRest(new Span(gap.fromMicros(), gap.toMicros()));
    }

    /**
     * @param start second since 1970
     * @param figures null when they are out of date
     */
    void addRow(String type, long start, byte @Nullable [] figures) {
        Span span = Span.of(start, width);
        if (figures == null || bucket.next(bucket.startOf(span.from())) < span.to()) {
            addRest(span);
            return;
        }
        Accumulator unpacked = Accumulator.unpack(figures);
        if (!unpacked.isEmpty()) {
            rows.add(new Row(span, new Summary(type, span.from(), unpacked)));
        }
    }

    private void addRest(Span span) {
        ranges.forEach(range -> rest.add(span.within(range)));
    }

    /** What summaries do not tell, the earliest first; those close together as one. */
    List<Span> rest() {
        return Span.atMost(MOST_PARTS, Span.joined(rest));
    }

    /** Of what is not rest. */
    List<Summary> summaries() {
        List<Span> left = rest();
        List<Summary> told = new ArrayList<>();
        int next = 0;
        rows.sort(Comparator.comparingLong(row -> row.span().from()));
        for (Row row : rows) {
            while (next < left.size() && left.get(next).to() <= row.span().from()) {
                next++;
            }
            if (next == left.size() || !left.get(next).overlaps(row.span())) {
                told.add(row.summary());
            }
        }
        return told;
    }
}
