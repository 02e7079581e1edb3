package datastream.generator.grpc;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter: each wait is a random one between half and the whole of a bound
 * that doubles up to a limit, so that many senders do not come back in step. Not thread-safe.
 */
final class Backoff {

    private final RetryPolicy policy;
    private final RandomGenerator chance;
    private Duration bound;

    Backoff(RetryPolicy policy, RandomGenerator chance) {
        this.policy = policy;
        this.chance = chance;
        bound = policy.first();
    }

    /** How long to wait after one more failure. */
    Duration next() {
        long nanos = bound.toNanos();
        Duration doubled = bound.multipliedBy(2);
        bound = doubled.compareTo(policy.longest()) < 0 ? doubled : policy.longest();
        return Duration.ofNanos(nanos / 2 + chance.nextLong(nanos / 2 + 1));
    }

    /** It worked: the next failure is a first one. */
    void reset() {
        bound = policy.first();
    }
}
