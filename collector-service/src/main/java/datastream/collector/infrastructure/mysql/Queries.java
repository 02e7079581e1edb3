package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * Runs queries with a time limit, fails at once while the database is away, and tells that from a
 * mistake of ours. Thread-safe.
 */
final class Queries {

    /** Of a transaction. Each may wait some seconds for a lock. */
    private static final int MOST_ATTEMPTS = 3;

    private final Jdbi jdbi;
    private final Duration longest;
    private final ConnectionsInUse running;
    private final BooleanSupplier databaseIsAway;

    /**
     * @param longest how long a statement may take, in whole seconds
     */
    Queries(Jdbi jdbi, Duration longest, ConnectionsInUse running, BooleanSupplier databaseIsAway) {
        this.jdbi = jdbi;
        this.longest = longest;
        this.running = running;
        this.databaseIsAway = databaseIsAway;
        jdbi.getConfig(SqlStatements.class).setQueryTimeout((int) longest.toSeconds());
        // A message would show what is bound: readings, and hashes of passwords.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /** Has the pool filled before the first request comes. */
    void warmUp() {
        run(handle -> handle.execute("DO 1"));
    }

    /**
     * @throws QueryTimeout when a statement took too long
     * @throws StoreUnavailable when the database is away or too busy
     */
    <T> T run(HandleCallback<T, RuntimeException> query) {
        if (databaseIsAway.getAsBoolean()) {
            throw new StoreUnavailable("The database does not answer");
        }
        try {
            return jdbi.withHandle(handle ->
                    running.during(handle.getConnection(), () -> query.withHandle(handle)));
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(JdbiException e) {
        if (SqlFailures.isTimeLimit(e)) {
            return new QueryTimeout(longest, e);
        }
        return SqlFailures.isUnavailable(e)
                ? new StoreUnavailable("The database cannot answer now", e)
                : e;
    }

    /**
     * Runs a transaction, and runs it again when others were in its way.
     *
     * @throws StoreUnavailable as {@link #run}, or when others were in its way each time
     */
    <T> T transact(HandleCallback<T, RuntimeException> work) {
        return run(handle -> {
            for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
                try {
                    return handle.inTransaction(work);
                } catch (JdbiException | ReadingsMoved e) {
                    if (!(e instanceof ReadingsMoved) && !SqlFailures.isInterference(e)) {
                        throw e;
                    }
                }
            }
            return lastAttempt(handle, work);
        });
    }

    private static <T> T lastAttempt(Handle handle, HandleCallback<T, RuntimeException> work) {
        try {
            return handle.inTransaction(work);
        } catch (JdbiException | ReadingsMoved e) {
            if (e instanceof ReadingsMoved || SqlFailures.isInterference(e)) {
                throw new StoreUnavailable("Others change the same readings all the time", e);
            }
            throw e;
        }
    }
}
