package datastream.collector.usecase.rollup;

import datastream.collector.usecase.Rounds;
import java.time.Duration;

/**
 * Keeps the rollups up to date, on a thread of its own: folds the journal into them about once a
 * second, and builds what is missing. After each round it rests for as long as that took, and much
 * longer once nothing is left, so that it takes a fiftieth of the time of one connection however
 * many sensors there are. Any number of collectors may do so at once. Thread-safe.
 */
public final class KeepRollups implements AutoCloseable {

    private static final Duration USUAL_REST = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofMillis(2_500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final int IDLE_SHARE = 49;

    private final RollupStore store;
    private final Rounds rounds = new Rounds("rollups", this::round, END);

    public KeepRollups(RollupStore store) {
        this.store = store;
    }

    public void start() {
        rounds.start();
    }

    private Duration round() {
        long start = System.nanoTime();
        boolean folds =
                rounds.isThereMore(
                        store::fold, "Rollups could not be folded; totals are exact, but slow");
        boolean builds =
                rounds.isThereMore(
                        store::build, "Rollups could not be built; totals are exact, but slow");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return folds || builds ? atMost(LONGEST_REST, took) : idle(took);
    }

    private static Duration idle(Duration took) {
        Duration share = took.multipliedBy(IDLE_SHARE);
        return share.compareTo(USUAL_REST) < 0 ? USUAL_REST : atMost(LONGEST_REST, share);
    }

    private static Duration atMost(Duration most, Duration time) {
        return time.compareTo(most) < 0 ? time : most;
    }

    /** Lets the transaction that is going on end. */
    @Override
    public void close() {
        rounds.close();
    }
}
