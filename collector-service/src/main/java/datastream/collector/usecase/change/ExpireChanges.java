package datastream.collector.usecase.change;

import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the record of changes from growing without bound: deletes, now and again and in small
 * transactions, changes that are too old, with the values that their readings had before. Any
 * number of collectors may do so at once. Thread-safe.
 */
public final class ExpireChanges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireChanges.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final long END_MILLIS = 1_000;

    private final ChangeLog log;
    private final Duration retention;
    private final Clock clock;
    private final Thread thread = Thread.ofVirtual().name("change-retention").unstarted(this::run);

    public ExpireChanges(ChangeLog log, ChangeConfig config, Clock clock) {
        this.log = log;
        this.retention = config.retention();
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                expire();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            // The collector stops.
        }
    }

    /** One round; what it cannot do now it leaves to the next. */
    private void expire() {
        try {
            expireNow();
        } catch (StoreUnavailable e) {
            LOG.debug("The changes could not be looked through now", e);
        } catch (RuntimeException | Error e) {
            LOG.error("The changes could not be looked through", e);
        }
    }

    /**
     * Deletes everything that is too old now.
     *
     * @throws StoreUnavailable when the database cannot answer now; some may be deleted
     */
    void expireNow() {
        long tooOld = Timestamps.toMicros(clock.instant().minus(retention));
        while (log.deleteSomeBefore(tooOld) && !Thread.currentThread().isInterrupted()) {
            // Each in a transaction of its own.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
