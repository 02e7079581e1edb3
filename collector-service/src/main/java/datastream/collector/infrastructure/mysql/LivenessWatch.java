package datastream.collector.infrastructure.mysql;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that checks the database's liveness until it is closed. */
final class LivenessWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LivenessWatch.class);
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Thread thread;

    LivenessWatch(Liveness liveness) {
        thread = Thread.ofPlatform().daemon().name("database-watch").unstarted(() -> run(liveness));
    }

    void start() {
        thread.start();
    }

    private static void run(Liveness liveness) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                check(liveness);
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** A watch that ended would leave everybody believing the last thing it saw. */
    private static void check(Liveness liveness) {
        try {
            liveness.check();
        } catch (RuntimeException | Error e) {
            LOG.error("The database's liveness could not be checked", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
