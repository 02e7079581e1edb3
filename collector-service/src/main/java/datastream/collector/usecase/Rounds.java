package datastream.collector.usecase;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Work that is done again and again on a thread of its own, with rests between. Thread-safe, but
 * for {@link #isThereMore}.
 */
public final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Supplier<Duration> round;
    private final Duration end;
    private final Thread thread;

    /** Until the next round; for the thread alone, once it is started. */
    private Duration rest = Duration.ZERO;

    /** What has failed for a reason of our own since it last succeeded; for the thread alone. */
    private final Set<String> failed = new HashSet<>();

    /** Not an interrupt: that would break the connection of the transaction that is going on. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param name of the thread
     * @param round says how long to rest then
     * @param end how long the transaction that is going on has when this is closed
     */
    public Rounds(String name, Supplier<Duration> round, Duration end) {
        this.round = round;
        this.end = end;
        thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Begins with a round. */
    public void start() {
        startAfter(Duration.ZERO);
    }

    /** Begins with a rest. */
    public void startAfter(Duration firstRest) {
        rest = firstRest;
        thread.start();
    }

    /** Whether the work that is going on should end soon. */
    public boolean areOver() {
        return stopped.getCount() == 0;
    }

    private void run() {
        try {
            while (!stopped.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                rest = round.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Does a part of the work; for rounds alone. Failures are logged, those of our own once.
     *
     * @param what could not be done when it fails, and what becomes of that
     * @return what the work says; false when it has failed
     */
    public boolean isThereMore(BooleanSupplier work, String what) {
        try {
            boolean more = work.getAsBoolean();
            failed.remove(what);
            return more;
        } catch (StoreUnavailable e) {
            LOG.debug("{} (the database is away or busy)", what, e);
        } catch (RuntimeException | Error e) {
            Level level = failed.add(what) ? Level.ERROR : Level.DEBUG;
            LOG.atLevel(level).setCause(e).log(what);
        }
        return false;
    }

    /** Lets the transaction that is going on end. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(end.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
