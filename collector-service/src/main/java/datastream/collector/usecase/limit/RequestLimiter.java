package datastream.collector.usecase.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Counts requests by name against one limit, together with the other collectors on the database.
 * The names that came last are kept in memory, and of others only what the database knows.
 * Thread-safe.
 */
final class RequestLimiter {

    /** A few hundred bytes each. */
    static final int MOST_NAMES = 10_000;

    private final RequestLimit limit;
    private final Buckets buckets;
    private final Asks asks;
    private final LongSupplier micros;
    private final Duration patience;
    private final UnaryOperator<String> idOf;

    /** Of requests that were counted without the database. */
    private final LongAdder alone = new LongAdder();

    /** The one that was not asked for longest goes first. Its own lock. */
    private final Map<String, SharedBucket> recent =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, SharedBucket> eldest) {
                    return size() > MOST_NAMES;
                }
            };

    /**
     * @param patience how long a request waits for the database
     * @param idOf makes 32 characters of a name, that do not tell it
     */
    RequestLimiter(
            RequestLimit limit,
            Buckets buckets,
            Asks asks,
            LongSupplier micros,
            Duration patience,
            UnaryOperator<String> idOf) {
        this.limit = limit;
        this.buckets = buckets;
        this.asks = asks;
        this.micros = micros;
        this.patience = patience;
        this.idOf = idOf;
    }

    RequestLimit limit() {
        return limit;
    }

    Ruling take(String name) {
        SharedBucket bucket = bucket(name);
        Ruling shared = bucket.take();
        if (shared != null) {
            return shared;
        }
        alone.increment();
        return bucket.takeAlone();
    }

    private SharedBucket bucket(String name) {
        synchronized (recent) {
            return recent.computeIfAbsent(
                    name,
                    fresh ->
                            new SharedBucket(
                                    idOf.apply(fresh), limit, buckets, asks, micros, patience));
        }
    }

    long alone() {
        return alone.sum();
    }
}
