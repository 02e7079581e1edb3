package datastream.collector.infrastructure.mysql;

import java.util.List;

/** How long the buckets of a rollup are. Buckets begin at multiples of that since 1970, in UTC. */
enum BucketWidth {
    SECOND(1),
    MINUTE(60),
    HOUR(3_600),
    DAY(86_400);

    /** Of table type_rollup, the longest first. */
    static final List<BucketWidth> OF_TYPES = List.of(DAY, HOUR, MINUTE, SECOND);

    /** Of table sensor_rollup, the longest first. */
    static final List<BucketWidth> OF_SENSORS = List.of(DAY, HOUR);

    /** Of table type_summary, the longest first. */
    static final List<BucketWidth> OF_SUMMARIES = List.of(HOUR, MINUTE);

    private final int seconds;

    BucketWidth(int seconds) {
        this.seconds = seconds;
    }

    int seconds() {
        return seconds;
    }

    /** Where the bucket of a second begins. */
    long floor(long second) {
        return Math.floorDiv(second, seconds) * seconds;
    }

    /** Where the first bucket that begins at or after a second begins. */
    long ceil(long second) {
        return Math.ceilDiv(second, seconds) * seconds;
    }

    /** The border of a bucket, in seconds, that is nearest to an instant in microseconds. */
    long nearest(long micros) {
        return Math.floorDiv(micros + seconds * 500_000L, seconds * 1_000_000L) * seconds;
    }
}
