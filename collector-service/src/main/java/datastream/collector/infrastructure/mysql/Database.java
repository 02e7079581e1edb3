package datastream.collector.infrastructure.mysql;

import com.zaxxer.hikari.HikariDataSource;
import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database with its bounded pools, the watch over its liveness, and its schema. {@link #start}
 * waits until it answers, brings the schema up to date (safe with several collectors at once) and
 * checks what the data's exactness depends on. Thread-safe.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** For each of the pools, which close side by side. */
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_QUERY = Duration.ofSeconds(15);

    /** A walk asks for less when that is not enough. */
    private static final Duration LONGEST_WALK_QUERY = Duration.ofSeconds(5);

    private final DatabaseConfig config;
    private final ConnectionsInUse runningWrites = new ConnectionsInUse(System::nanoTime);
    private final ConnectionsInUse runningQueries = new ConnectionsInUse(System::nanoTime);
    private final DirectPulse pulse;
    private final Liveness liveness;
    private final LivenessWatch watch;
    private final HealingPool ingestPool;
    private final HealingPool queryPool;
    private final HealingPool exportPool;
    private final HealingPool accountPool;
    private final HealingPool limitPool;
    private final StartPatience patience;
    private final Jdbi ingest;
    private final Queries queries;
    private final Queries pages;
    private final Queries exports;
    private final Queries accounts;
    private final Queries limits;
    private final Loading loading = new Loading();

    public Database(DatabaseConfig config) {
        this.config = config;
        pulse = new DirectPulse(config);
        liveness = new Liveness(pulse, runningQueries, runningWrites, System::nanoTime);
        watch = new LivenessWatch(liveness);
        ingestPool = healing(() -> Pools.ingest(config));
        queryPool = healing(() -> Pools.query(config));
        exportPool = healing(() -> Pools.export(config));
        accountPool = healing(() -> Pools.accounts(config));
        limitPool = healing(() -> Pools.limits(config));
        patience = new StartPatience(config, ingestPool);
        ingest = Jdbi.create(ingestPool::open);
        queries = queries(queryPool, LONGEST_QUERY);
        pages = queries(queryPool, LONGEST_WALK_QUERY);
        exports = queries(exportPool, LONGEST_WALK_QUERY);
        accounts = queries(accountPool, LONGEST_QUERY);
        limits = queries(limitPool, LONGEST_QUERY);
    }

    private Queries queries(HealingPool pool, Duration longest) {
        return new Queries(Jdbi.create(pool::open), longest, runningQueries, liveness::isAway);
    }

    private HealingPool healing(Supplier<HikariDataSource> newPool) {
        return new HealingPool(
                () -> new HikariConnectionPool(newPool.get()), liveness::isAlive, System::nanoTime);
    }

    /**
     * @throws StoreUnavailable when the database refuses us or does not answer in time
     * @throws IllegalStateException when it cannot be trusted with readings, and what to do
     */
    public void start() {
        ServerVariables variables = patience.awaitWritable();
        if (!variables.isOn("local_infile")) {
            loading.forbid("local_infile is OFF");
        }
        patience.check(connection -> StartupChecks.checkServer(connection, variables));
        migrate();
        patience.check(StartupChecks::checkTables);
        warmUp();
        liveness.check();
        watch.start();
    }

    /**
     * Asks what a service must know before it opens, again and again when the database is slow or
     * away for a moment.
     *
     * @param question throws {@link StoreUnavailable} when there is no answer; may be asked again
     * @throws StoreUnavailable when there is none within the patience at start
     */
    public void patiently(Runnable question) {
        patience.ask(question);
    }

    /**
     * Spares the first queries the wait for a connection; a server too slow for that is no fault.
     */
    private void warmUp() {
        try {
            queries.warmUp();
            accounts.warmUp();
            limits.warmUp();
        } catch (StoreUnavailable e) {
            LOG.debug("The first connections take their time", e);
        }
    }

    /** On a pool of its own: the healing pools are no data sources. */
    private void migrate() {
        try (HikariDataSource pool = Pools.migration(config)) {
            Schema.bringUpToDate(pool, config.user());
        }
    }

    /**
     * Runs a writer's work on a connection that commits by itself.
     *
     * @throws StoreUnavailable at once while the database does not answer
     */
    <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
        if (liveness.isAway()) {
            throw new StoreUnavailable("The database does not answer");
        }
        return ingest.withHandle(handle ->
                runningWrites.during(handle.getConnection(), () -> work.withHandle(handle)));
    }

    /** Before anything is written after the database was away: it may have become another one. */
    void onReturn(Runnable action) {
        liveness.onReturn(action);
    }

    /** Batches of up to so many readings go in by one INSERT. */
    int insertRows() {
        return config.insertRows();
    }

    /** Whether writers may use LOAD DATA. */
    Loading loading() {
        return loading;
    }

    /** For all that the others are not for. */
    Queries queries() {
        return queries;
    }

    /** For pages that are found by a walk of several statements; on the connections of queries. */
    Queries pages() {
        return pages;
    }

    /** For exports, whose statements are many and short. */
    Queries exports() {
        return exports;
    }

    /** For accounts, sessions, log-ins and the audit log: no query of readings is in their way. */
    Queries accounts() {
        return accounts;
    }

    /** For the counting of requests: a storm of them is in nobody's way, nor a bucket's lock. */
    Queries limits() {
        return limits;
    }

    /** Whether the database answered when it was last asked, less than a second ago. */
    public boolean answers() {
        return liveness.isAlive();
    }

    /**
     * Ends every connection. A database that hangs does not hold this up for long: what is not
     * closed by then goes on being closed.
     */
    @Override
    public void close() {
        watch.close();
        pulse.close();
        List<Thread> closing =
                Stream.of(ingestPool, queryPool, exportPool, accountPool, limitPool)
                        .map(Database::close)
                        .toList();
        try {
            for (Thread pool : closing) {
                pool.join(CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread close(HealingPool pool) {
        return Thread.ofPlatform()
                .daemon()
                .name("database-close")
                .start(() -> {
                    try {
                        pool.close();
                    } catch (RuntimeException e) {
                        LOG.warn("A connection pool could not be closed", e);
                    }
                });
    }
}
