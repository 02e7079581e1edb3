package datastream.generator.simulation;

/**
 * Measures events per second over the last few seconds, in one bucket per second. Not thread-safe.
 */
final class RateMeter {

    private static final int BUCKETS = 5;
    private static final long BUCKET_MICROS = 1_000_000;

    private final long[] counts = new long[BUCKETS];
    private final long startedAt;
    private long newestBucket;

    RateMeter(long now) {
        startedAt = now;
        newestBucket = Math.floorDiv(now, BUCKET_MICROS);
    }

    void add(long events, long now) {
        advance(now);
        counts[Math.floorMod(newestBucket, BUCKETS)] += events;
    }

    /** Events per second between now and the beginning of the oldest bucket. */
    double perSecond(long now) {
        advance(now);
        long oldest = (newestBucket - BUCKETS + 1) * BUCKET_MICROS;
        long span = Math.max(now - Math.max(oldest, startedAt), BUCKET_MICROS / 2);
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return (double) sum * BUCKET_MICROS / span;
    }

    private void advance(long now) {
        long bucket = Math.floorDiv(now, BUCKET_MICROS);
        long from = Math.max(newestBucket + 1, bucket - BUCKETS + 1);
        for (long emptied = from; emptied <= bucket; emptied++) {
            counts[Math.floorMod(emptied, BUCKETS)] = 0;
        }
        newestBucket = Math.max(newestBucket, bucket);
    }
}
