package datastream.collector.infrastructure.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which connections work at the moment, so that one whose answer will never come can be ended from
 * outside. Thread-safe.
 */
final class ConnectionsInUse {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionsInUse.class);

    /** One piece of work on one connection. By identity: the next work on it is another one. */
    static final class Use {

        private final Connection connection;

        private Use(Connection connection) {
            this.connection = connection;
        }
    }

    /** Something done with a connection. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T run() throws X;
    }

    private final Set<Use> uses = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;
    private final AtomicLong lastDone;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    ConnectionsInUse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        lastDone = new AtomicLong(nanoTime.getAsLong());
    }

    /** Runs the work; {@link #abort} meanwhile makes it fail as if the connection were lost. */
    <T, X extends Exception> T during(Connection connection, Work<T, X> work) throws X {
        Use use = new Use(connection);
        uses.add(use);
        try {
            T result = work.run();
            lastDone.accumulateAndGet(nanoTime.getAsLong(), ConnectionsInUse::later);
            return result;
        } finally {
            uses.remove(use);
        }
    }

    /** Whether some work has succeeded later than at that time of the clock. */
    boolean hasDoneAnythingSince(long nanos) {
        return lastDone.get() - nanos > 0;
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }

    Set<Use> current() {
        return Set.copyOf(uses);
    }

    /** Ends those of the given pieces of work that still go on. Does not wait for it. */
    void abort(Collection<Use> some) {
        for (Use use : some) {
            if (uses.contains(use)) {
                // Closing a socket may block, and the caller has others to end.
                Thread.startVirtualThread(() -> abort(use.connection));
            }
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection could not be ended; it probably ended by itself", e);
        }
    }
}
