package datastream.collector.usecase.limit;

import datastream.collector.usecase.limit.Buckets.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bucket that all collectors take from, as one of them sees it. It takes tokens a portion at a
 * time, and most requests need none but these: nobody is asked for them.
 *
 * <p>A portion is a stretch of the time in which the bucket makes its tokens: each token is one
 * piece of it and, like the bucket's own beyond its rim, gone when its piece has passed. So what
 * the bucket has and what all collectors hold of it is together never more than it takes, and in no
 * stretch of time more requests pass than {@code atOnce} and what comes back in it. Time is
 * measured from before the question, hence never too long.
 *
 * <p>While the database does not answer, or not soon, the collector counts alone, with the same
 * limit. Thread-safe.
 */
final class SharedBucket {

    /** An empty bucket is not asked for again before, however many ask. */
    static final long ASK_AGAIN_MICROS = 100_000;

    /** Nobody waits for a database that has just kept somebody waiting. */
    static final long ALONE_MICROS = 1_000_000;

    private final String id;
    private final RequestLimit limit;
    private final Buckets buckets;
    private final Asks asks;
    private final LongSupplier micros;
    private final Duration patience;
    private final LocalBucket alone;

    /** When the next token of the portion begins to be good, and when the last one ceases to. */
    private long nextAt;

    private long endAt;

    /** When the shared bucket was going to be full, as was last heard. */
    private long fullAt;

    /** Until then it is known to be empty. */
    private long emptyUntil;

    /** Until then nobody is asked. */
    private long aloneUntil;

    /** The question under way; null when none is. */
    private @Nullable CompletableFuture<Ruling> question;

    /** Either a ruling, or whose answer to wait for; neither when nobody can be asked. */
    private record Step(
            @Nullable Ruling ruling, @Nullable CompletableFuture<Ruling> answer, boolean isMine) {}

    /**
     * @param micros any clock that does not go back
     * @param patience for the database
     */
    SharedBucket(
            String id,
            RequestLimit limit,
            Buckets buckets,
            Asks asks,
            LongSupplier micros,
            Duration patience) {
        this.id = id;
        this.limit = limit;
        this.buckets = buckets;
        this.asks = asks;
        this.micros = micros;
        this.patience = patience;
        long now = micros.getAsLong();
        alone = new LocalBucket(limit, now);
        nextAt = now;
        endAt = now;
        fullAt = now;
        emptyUntil = now;
        aloneUntil = now;
    }

    /**
     * One token, if there is one. May wait for the database, but not for long.
     *
     * @return null when the database does not say, and this is to be counted alone
     */
    @Nullable Ruling take() {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Step step = step();
            if (step.ruling() != null || step.answer() == null) {
                return step.ruling();
            }
            Ruling answer = await(step.answer(), deadline - System.nanoTime());
            if (answer == null) {
                giveUp();
            }
            if (answer == null || step.isMine()) {
                return answer;
            }
        }
    }

    private synchronized void giveUp() {
        aloneUntil = micros.getAsLong() + ALONE_MICROS;
    }

    /** One token of a bucket that is this collector's own. */
    Ruling takeAlone() {
        return alone.take(micros.getAsLong());
    }

    private synchronized Step step() {
        long now = micros.getAsLong();
        Ruling known = known(now);
        if (known != null) {
            return new Step(known, null, false);
        }
        if (now < aloneUntil) {
            return new Step(null, null, false);
        }
        boolean isMine = question == null;
        if (isMine) {
            question = asks.begin(this::ask);
        }
        return new Step(null, question, isMine);
    }

    private @Nullable Ruling known(long now) {
        long at = Math.max(nextAt, now);
        if (at + limit.eachMicros() <= endAt) {
            nextAt = at + limit.eachMicros();
            return Ruling.passed(remaining(now), limit);
        }
        return now < emptyUntil ? Ruling.refused(emptyUntil - now) : null;
    }

    private long remaining(long now) {
        long held = Math.max(0, endAt - Math.max(nextAt, now)) / limit.eachMicros();
        long shared = (now + limit.wholeMicros() - Math.max(fullAt, now)) / limit.eachMicros();
        return Math.clamp(held + shared, 0, limit.atOnce());
    }

    private Ruling ask() {
        long asked = micros.getAsLong();
        try {
            return apply(buckets.take(id, limit, limit.portion()), asked);
        } catch (RuntimeException | Error e) {
            forgetQuestion();
            throw e;
        }
    }

    private synchronized void forgetQuestion() {
        question = null;
    }

    /** The first token is for whoever asked: it may be past when he hears of it. */
    private synchronized Ruling apply(Lease lease, long asked) {
        question = null;
        nextAt = asked + lease.aheadMicros();
        endAt = nextAt + lease.tokens() * limit.eachMicros();
        fullAt = endAt;
        long now = micros.getAsLong();
        if (lease.tokens() == 0) {
            long filledAt = fullAt + limit.eachMicros() - limit.wholeMicros();
            emptyUntil = Math.max(filledAt, now + ASK_AGAIN_MICROS);
            return Ruling.refused(emptyUntil - now);
        }
        nextAt += limit.eachMicros();
        return Ruling.passed(remaining(now), limit);
    }

    /** Null when the database does not answer, or not soon. */
    private static @Nullable Ruling await(CompletableFuture<Ruling> answer, long nanos) {
        try {
            return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }
}
