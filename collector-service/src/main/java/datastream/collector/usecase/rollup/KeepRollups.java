package datastream.collector.usecase.rollup;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the rollups up to date, on a thread of its own: folds the journal into them about once a
 * second, and builds what is missing. After each round it rests for as long as that took, and much
 * longer once nothing is left, so that it takes a fiftieth of the time of one connection however
 * many sensors there are. Any number of collectors may do so at once. Thread-safe.
 */
public final class KeepRollups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeepRollups.class);
    private static final Duration USUAL_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final int IDLE_SHARE = 49;

    /** For the transaction that is going on. */
    private static final long END_MILLIS = 2_500;

    private final RollupStore store;

    /** What has failed for a reason of our own since it last succeeded; for the thread alone. */
    private final Set<String> failed = new HashSet<>();

    /** Not an interrupt: that would break the connection of the transaction that is going on. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    private final Thread thread = Thread.ofVirtual().name("rollups").unstarted(this::run);

    public KeepRollups(RollupStore store) {
        this.store = store;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            Duration rest = Duration.ZERO;
            while (!stopped.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                rest = round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how long to rest. */
    private Duration round() {
        long start = System.nanoTime();
        boolean folds = isThereMore(store::fold, "folded");
        boolean builds = isThereMore(store::build, "built");
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

    private boolean isThereMore(BooleanSupplier work, String done) {
        try {
            boolean more = work.getAsBoolean();
            failed.remove(done);
            return more;
        } catch (StoreUnavailable e) {
            LOG.debug("Rollups cannot be {} now", done, e);
        } catch (RuntimeException | Error e) {
            Level level = failed.add(done) ? Level.ERROR : Level.DEBUG;
            LOG.atLevel(level)
                    .setCause(e)
                    .addArgument(done)
                    .log("Rollups could not be {}; totals are exact, but slow");
        }
        return false;
    }

    /** Lets the transaction that is going on end. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
