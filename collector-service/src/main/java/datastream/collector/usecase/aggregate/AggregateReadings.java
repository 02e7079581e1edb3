package datastream.collector.usecase.aggregate;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.aggregate.Aggregation;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Computes figures of the readings in buckets of time. What an answer may be and take is bounded,
 * and so is how much is computed at once. Thread-safe.
 *
 * <p>Every figure is computed here, from the readings themselves or from what was added up before
 * in the same way, so that it is the same on every database.
 */
public final class AggregateReadings {

    private final ReadingScans store;
    private final Summaries summaries;
    private final AggregateLimits limits;
    private final LongSupplier nanoTime;
    private final Semaphore turns;
    private final AggregateRoom room;

    public AggregateReadings(ReadingScans store, Summaries summaries, AggregateLimits limits) {
        this(store, summaries, limits, System::nanoTime);
    }

    AggregateReadings(
            ReadingScans store,
            Summaries summaries,
            AggregateLimits limits,
            LongSupplier nanoTime) {
        this.store = store;
        this.summaries = summaries;
        this.limits = limits;
        this.nanoTime = nanoTime;
        turns = new Semaphore(limits.atOnce(), true);
        room = new AggregateRoom(limits.bytes());
    }

    /**
     * Computes an answer, to be closed by the caller. Every reading that is stored now counts; of
     * those that are stored meanwhile, some.
     *
     * @throws AggregateTooLarge when it would be or take too much
     * @throws TooManyAggregates when others leave no room for it
     * @throws StoreUnavailable when the database cannot answer now
     */
    public Aggregates aggregate(Aggregation asked) {
        Computation computation = new Computation(asked, limits, nanoTime);
        computation.checkRows();
        awaitTurn();
        try {
            return computation.run(store, summaries, room.enter());
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyAggregates();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Computing aggregates was interrupted", e);
        }
    }
}
