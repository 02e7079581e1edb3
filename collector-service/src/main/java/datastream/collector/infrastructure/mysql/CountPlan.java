package datastream.collector.infrastructure.mysql;

import java.util.ArrayList;
import java.util.List;

/**
 * A time range taken apart, to be counted with few steps: whole buckets of a rollup, the longest
 * that fit, and readings only where the range ends inside a bucket or the rollup has a gap. Inside
 * a bucket the shorter side is counted: either the bucket is left out and a part of it added, or it
 * is taken whole and the rest subtracted. So a range that ends now, in the middle of an hour to
 * which nothing has come yet but what lies in the range, costs next to nothing.
 *
 * @param covered what the buckets cover, each once
 * @param buckets those to be added
 * @param readings to be added, or subtracted
 */
record CountPlan(List<Range> covered, List<Buckets> buckets, List<Readings> readings) {

    /** The end of 9999: no reading is later. */
    static final long END_MICROS = 253_402_300_800_000_000L;

    private static final long SECOND = 1_000_000;

    /**
     * Whole seconds.
     *
     * @param from first, since 1970
     * @param to first behind it
     */
    record Range(long from, long to) {

        boolean has(long second) {
            return from <= second && second < to;
        }
    }

    /** Whole buckets. */
    record Buckets(BucketWidth width, Range range) {}

    /**
     * Single readings.
     *
     * @param from first microsecond
     * @param to first behind it
     * @param sign 1, or -1 when they are to be subtracted
     */
    record Readings(long from, long to, int sign) {}

    CountPlan {
        covered = List.copyOf(covered);
        buckets = List.copyOf(buckets);
        readings = List.copyOf(readings);
    }

    /**
     * @param from first microsecond
     * @param to first behind it
     * @param widths of the buckets that there are, the longest first
     * @param gaps of the rollup, the earliest first
     */
    static CountPlan of(long from, long to, List<BucketWidth> widths, List<RollupGap> gaps) {
        Maker maker = new Maker(widths);
        long start = Math.max(from, 0);
        long end = Math.min(to, END_MICROS);
        for (RollupGap gap : gaps) {
            long gapFrom = Math.clamp(gap.fromMicros(), start, Math.max(start, end));
            long gapTo = Math.clamp(gap.toMicros(), start, Math.max(start, end));
            maker.count(start, gapFrom);
            maker.addReadings(gapFrom, gapTo, 1);
            start = gapTo;
        }
        maker.count(start, end);
        return new CountPlan(maker.covered, maker.buckets, maker.readings);
    }

    /** Whether what lies in a second is in the buckets. */
    boolean covers(long second) {
        for (Range range : covered) {
            if (range.has(second)) {
                return true;
            }
        }
        return false;
    }

    private static final class Maker {

        private final List<BucketWidth> widths;
        private final List<Range> covered = new ArrayList<>();
        private final List<Buckets> buckets = new ArrayList<>();
        private final List<Readings> readings = new ArrayList<>();

        Maker(List<BucketWidth> widths) {
            this.widths = widths;
        }

        void count(long from, long to) {
            BucketWidth shortest = widths.getLast();
            long first = shortest.nearest(from);
            long last = shortest.nearest(to);
            if (first >= last) {
                addReadings(from, to, 1);
                return;
            }
            covered.add(new Range(first, last));
            addBuckets(first, last, 0);
            addReadings(from, first * SECOND, 1);
            addReadings(first * SECOND, from, -1);
            addReadings(last * SECOND, to, 1);
            addReadings(to, last * SECOND, -1);
        }

        private void addBuckets(long from, long to, int level) {
            if (from >= to) {
                return;
            }
            BucketWidth width = widths.get(level);
            long first = width.ceil(from);
            long last = width.floor(to);
            if (first < last) {
                addBuckets(from, first, level + 1);
                buckets.add(new Buckets(width, new Range(first, last)));
                addBuckets(last, to, level + 1);
            } else {
                addBuckets(from, to, level + 1);
            }
        }

        void addReadings(long from, long to, int sign) {
            if (from < to) {
                readings.add(new Readings(from, to, sign));
            }
        }
    }
}
