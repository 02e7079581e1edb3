package datastream.collector;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a service within one deadline, step by step. A step that fails or takes too long holds
 * no later one up: what it had not done goes on beside them until the process ends. Time that a
 * step leaves over is the next one's. Used by one thread.
 */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final long start = System.nanoTime();

    /**
     * Runs the parts of a step side by side and waits for all of them.
     *
     * @param name for the log
     * @param end when to go on without them, counted from the beginning of the shutdown
     */
    void step(String name, Duration end, Runnable... parts) {
        List<Thread> threads = Stream.of(parts).map(part -> start(name, part)).toList();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, left(end).toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (threads.stream().anyMatch(Thread::isAlive)) {
            LOG.warn("Stopping: {} has not ended in time; going on without it", name);
        }
    }

    /** How long it is until then, at least 0. */
    Duration left(Duration end) {
        Duration left = end.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Thread start(String name, Runnable part) {
        return Thread.ofPlatform()
                .daemon()
                .name("stop-" + name)
                .start(() -> {
                    try {
                        part.run();
                    } catch (RuntimeException | Error e) {
                        LOG.error("Stopping: {} failed; going on without it", name, e);
                    }
                });
    }
}
