package datastream.collector.usecase.retention;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Looks now and again, on a thread of its own, for what is too old to be kept. What a round cannot
 * do it leaves to the next. Thread-safe.
 */
public final class RetentionRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionRounds.class);
    private static final long END_MILLIS = 1_000;

    /** As long as an outage may last, of which others tell. */
    private static final int FAILURES_TOLD = 3;

    private final String what;
    private final Duration pause;
    private final Runnable round;
    private final Thread thread;

    /** In a row, of the one thread. */
    private int failures;

    /**
     * @param what that which is looked through, for the log: "quarantine"
     * @param pause between two rounds
     * @param round may throw anything; is interrupted when this is closed
     */
    public RetentionRounds(String what, Duration pause, Runnable round) {
        this.what = what;
        this.pause = pause;
        this.round = round;
        thread = Thread.ofVirtual().name(what + "-retention").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                tryRound();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            // The collector stops.
        }
    }

    private void tryRound() {
        try {
            round.run();
            failures = 0;
        } catch (StoreUnavailable e) {
            failures++;
            // It may never work: for want of a privilege, or of time.
            LOG.atLevel(failures == FAILURES_TOLD ? Level.WARN : Level.DEBUG)
                    .setCause(e)
                    .log(
                            "What is too old in {} cannot be looked for ({} times now)",
                            what,
                            failures);
        } catch (RuntimeException | Error e) {
            LOG.error("What is too old in {} could not be looked for", what, e);
        }
    }

    /** Returns when the round that is going on has ended, or after a second. */
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
