package datastream.collector.usecase.rollup;

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
final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** For the transaction that is going on. */
    private static final long END_MILLIS = 2_500;

    private final Supplier<Duration> round;
    private final Thread thread;

    /** What has failed for a reason of our own since it last succeeded; for the thread alone. */
    private final Set<String> failed = new HashSet<>();

    /** Not an interrupt: that would break the connection of the transaction that is going on. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param name of the thread
     * @param round is told nothing and says how long to rest
     */
    Rounds(String name, Supplier<Duration> round) {
        this.round = round;
        thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            Duration rest = Duration.ZERO;
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
    boolean isThereMore(BooleanSupplier work, String what) {
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
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
