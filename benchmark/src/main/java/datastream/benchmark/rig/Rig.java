package datastream.benchmark.rig;

import datastream.benchmark.load.LoadKind;
import datastream.benchmark.load.LoadOrder;
import datastream.benchmark.load.Targets;
import datastream.testbed.BrokerProcess;
import datastream.testbed.Closing;
import datastream.testbed.CollectorProcess;
import datastream.testbed.DatabaseServer;
import datastream.testbed.HarnessFailure;
import datastream.testbed.StartCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Database, broker, collector and load, each a process of its own, all on this machine. Not
 * thread-safe.
 */
public final class Rig implements AutoCloseable {

    private static final Duration FIRST_ROW_PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 20;
    private static final long QUIET_MILLIS = 300;
    private static final int SECRET_BYTES = 32;

    private final Path folder;
    private final DatabaseServer database;
    private final BrokerProcess broker;
    private final String secret = secret();
    private final List<String> collectorJvm;
    private @Nullable CollectorProcess collector;
    private @Nullable LoadProcess load;
    private int runs;

    /**
     * @param folder for data and logs
     * @param database not started
     * @param collectorJvm options of the collector's JVM
     */
    public Rig(Path folder, DatabaseServer database, List<String> collectorJvm) {
        this.folder = folder;
        this.database = database;
        this.collectorJvm = List.copyOf(collectorJvm);
        broker =
                new BrokerProcess(
                        folder.resolve("broker"),
                        folder.resolve("broker.log"),
                        List.of("-Xmx512m"),
                        StartCache.NONE);
    }

    /** Returns when the collector is ready. */
    public void start() throws InterruptedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database.start();
        broker.start();
        CollectorProcess started =
                new CollectorProcess(
                        "collector",
                        CollectorProcess.shipped(),
                        collectorJvm,
                        Map.of(
                                "DB_URL", database.jdbcUrl(),
                                "DB_USER", database.user(),
                                "DB_PASSWORD", database.password(),
                                "MQTT_URL", "mqtt://127.0.0.1:" + broker.port(),
                                "JWT_SECRET", secret),
                        folder,
                        StartCache.NONE);
        collector = started;
        started.start();
        if (!started.awaitReady()) {
            throw new HarnessFailure("The collector did not start; see " + started.log());
        }
        load = new LoadProcess(targets(started), folder);
    }

    private Targets targets(CollectorProcess started) {
        return new Targets(
                database.jdbcUrl(),
                database.user(),
                database.password(),
                "127.0.0.1:" + started.grpcPort(),
                "127.0.0.1:" + started.restPort(),
                "127.0.0.1:" + broker.port(),
                secret);
    }

    /** Name and version of the database server. */
    public String databaseVersion() {
        return database.product() + " " + database.version();
    }

    /** A number that no load of this rig has had. */
    public int nextRun() {
        return runs++;
    }

    /** Empties the table of readings. */
    public void truncate() {
        sql("TRUNCATE TABLE reading");
    }

    /** Puts the load on, lets it warm up, and measures. */
    public Sample measure(LoadOrder order, Duration warmUp, Duration measured)
            throws InterruptedException {
        loading().start(order);
        awaitFirstRow(order);
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        loading().latencies();
        long rowsBefore = loading().acknowledged();
        Usage before = Usage.of(processes());
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        long rows = loading().acknowledged() - rowsBefore;
        Usage after = Usage.of(processes());
        Latencies latencies = loading().latencies();
        loading().stop();
        Sample sample =
                new Sample(
                        rows,
                        after.secondsSince(before),
                        after.cpuSecondsSince(before),
                        Usage.residentMegabytes(running().handle()),
                        latencies);
        awaitQuiet();
        return sample;
    }

    /**
     * Fills the table by the bare loader.
     *
     * @param rows that it has
     * @param wanted that it shall have at least
     * @return that it has then
     */
    public long fill(long rows, long wanted) throws InterruptedException {
        if (rows >= wanted) {
            return rows;
        }
        loading().start(new LoadOrder(LoadKind.RAW, nextRun(), 1_000, 10_000, 2, 0));
        while (rows + loading().acknowledged() < wanted) {
            Thread.sleep(POLL_MILLIS);
        }
        loading().stop();
        awaitQuiet();
        return Math.max(wanted, rows);
    }

    private void awaitFirstRow(LoadOrder order) throws InterruptedException {
        long deadline = System.nanoTime() + FIRST_ROW_PATIENCE.toNanos();
        while (loading().acknowledged() == 0) {
            if (System.nanoTime() > deadline) {
                throw new HarnessFailure("Nothing was acknowledged of " + order.line());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** What a load has left on its way when it was stopped must not weigh on the next. */
    private void awaitQuiet() throws InterruptedException {
        long before = -1;
        long now = rowsInserted();
        while (now != before) {
            before = now;
            Thread.sleep(QUIET_MILLIS);
            now = rowsInserted();
        }
    }

    private long rowsInserted() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var result =
                        statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_rows_inserted'")) {
            result.next();
            return result.getLong(2);
        } catch (SQLException e) {
            throw new HarnessFailure("The database does not count its rows", e);
        }
    }

    private void sql(String text) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new HarnessFailure(text + " failed", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }

    private Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> processes = new LinkedHashMap<>();
        processes.put("database", database.handle());
        processes.put("collector", running().handle());
        processes.put("senders", loading().handle());
        processes.put("broker", broker.handle());
        return processes;
    }

    private CollectorProcess running() {
        if (collector == null) {
            throw new HarnessFailure("The collector was not started");
        }
        return collector;
    }

    private LoadProcess loading() {
        if (load == null) {
            throw new HarnessFailure("The load was not started");
        }
        return load;
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        Closing.all(
                java.util.stream.Stream.of(load, collector, broker, database)
                        .filter(part -> part != null)
                        .map(AutoCloseable.class::cast)
                        .toList());
    }
}
