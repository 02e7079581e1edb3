package datastream.collector.infrastructure.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool that is replaced by a new one when it does not heal: when it has lent no connection for
 * some seconds although it may, while the database answers on a connection beside it. HikariCP can
 * stay empty after a short outage (its issues 1819 and 2374). Thread-safe.
 */
final class HealingPool implements ConnectionPool {

    private static final Logger LOG = LoggerFactory.getLogger(HealingPool.class);

    /** Longer than a sound pool needs, shorter than senders should wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<ConnectionPool> newPool;
    private final BooleanSupplier databaseAnswers;
    private final LongSupplier nanoTime;

    /** Guards what is below; never held while a pool connects or closes. */
    private final Object lock = new Object();

    private ConnectionPool pool;

    /** When it first failed without an excuse since it last lent a connection. */
    private @Nullable Long failingSince;

    private boolean closed;

    /**
     * @param newPool makes a pool without connecting
     * @param databaseAnswers whether the database answers beside the pool
     * @param nanoTime as {@link System#nanoTime}
     */
    HealingPool(
            Supplier<ConnectionPool> newPool,
            BooleanSupplier databaseAnswers,
            LongSupplier nanoTime) {
        this.newPool = newPool;
        this.databaseAnswers = databaseAnswers;
        this.nanoTime = nanoTime;
        pool = newPool.get();
    }

    @Override
    public Connection open() throws SQLException {
        ConnectionPool asked = current();
        try {
            Connection connection = asked.open();
            forgetFailures();
            return connection;
        } catch (SQLException e) {
            replaceIfBroken(asked);
            throw e;
        }
    }

    @Override
    public boolean isExhausted() {
        return current().isExhausted();
    }

    private ConnectionPool current() {
        synchronized (lock) {
            return pool;
        }
    }

    private void forgetFailures() {
        synchronized (lock) {
            failingSince = null;
        }
    }

    private void replaceIfBroken(ConnectionPool failed) {
        boolean excused = !databaseAnswers.getAsBoolean() || failed.isExhausted();
        synchronized (lock) {
            if (closed || !failed.equals(pool)) {
                return;
            }
            long now = nanoTime.getAsLong();
            if (excused || failingSince == null) {
                failingSince = excused ? null : Long.valueOf(now);
                return;
            }
            if (now - failingSince < PATIENCE.toNanos()) {
                return;
            }
            pool = newPool.get();
            failingSince = null;
        }
        LOG.warn(
                "A connection pool gave no connection for {} s although the database answers; it was replaced",
                PATIENCE.toSeconds());
        // Closing waits for connections that hang, and our caller has waited long enough.
        Thread.startVirtualThread(failed::close);
    }

    @Override
    public void close() {
        ConnectionPool last;
        synchronized (lock) {
            closed = true;
            last = pool;
        }
        last.close();
    }
}
