package datastream.collector.infrastructure.mysql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A range of time.
 *
 * @param from first microsecond since 1970
 * @param to first behind it
 */
record Span(long from, long to) {

    private static final long SECOND = 1_000_000;

    /**
     * A bucket.
     *
     * @param start second since 1970 at which it begins
     */
    static Span of(long start, BucketWidth width) {
        return new Span(start * SECOND, (start + width.seconds()) * SECOND);
    }

    /** Those that have something in them, as few as can be, the earliest first. */
    static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::from));
        for (Span span : sorted) {
            Span last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && span.from <= last.to) {
                joined.set(joined.size() - 1, new Span(last.from, Math.max(last.to, span.to)));
            } else if (span.from < span.to) {
                joined.add(span);
            }
        }
        return joined;
    }

    /**
     * Makes many few, by what lies between those that are closest to each other.
     *
     * @param spans the earliest first, apart from each other
     */
    static List<Span> atMost(int most, List<Span> spans) {
        if (spans.size() <= most) {
            return spans;
        }
        long[] between =
                IntStream.range(1, spans.size())
                        .mapToLong(i -> spans.get(i).from - spans.get(i - 1).to)
                        .sorted()
                        .toArray();
        long close = between[spans.size() - 1 - most];
        List<Span> few = new ArrayList<>();
        for (Span span : spans) {
            Span last = few.isEmpty() ? null : few.getLast();
            if (last != null && span.from - last.to <= close) {
                few.set(few.size() - 1, new Span(last.from, span.to));
            } else {
                few.add(span);
            }
        }
        return few;
    }

    /** Whether both have an instant. */
    boolean overlaps(Span other) {
        return from < other.to && other.from < to;
    }

    /** What both have; from is not before to when that is nothing. */
    Span within(Span other) {
        return new Span(Math.max(from, other.from), Math.min(to, other.to));
    }
}
