package datastream.benchmark.rig;

import datastream.benchmark.load.LoadKind;
import datastream.benchmark.load.LoadOrder;
import datastream.benchmark.load.Rows;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Database, broker, collector and load, each a process of its own, all on this machine. Not
 * thread-safe.
 */
public final class Rig implements AutoCloseable {

    private static final Duration FIRST_ROW_PATIENCE = Duration.ofMinutes(5);
    private static final Duration FILL_PATIENCE = Duration.ofMinutes(20);

    /** A broker delivers some messages twice. */
    private static final double MOST_DUPLICATES = 0.01;

    private static final int LOOKS = 10;
    private static final int FILLED_SENSORS = 1_000;

    /** Of each connection; it makes a second of its sensors' time. */
    private static final int FILLED_BATCH = 10_000;

    private static final int FILLING_CONNECTIONS = 2;
    private static final long POLL_MILLIS = 20;
    private static final long QUIET_MILLIS = 300;
    private static final int SECRET_BYTES = 32;

    private final Path folder;
    private final DatabaseServer database;
    private final Tables tables;
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
        tables = new Tables(database);
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
                                "DB_URL",
                                database.jdbcUrl(),
                                "DB_USER",
                                database.user(),
                                "DB_PASSWORD",
                                database.password(),
                                "MQTT_URL",
                                "mqtt://127.0.0.1:" + broker.port(),
                                // The broker knows nobody; the collector asks for no less.
                                "MQTT_USER",
                                "collector",
                                "MQTT_PASSWORD",
                                "unchecked",
                                "JWT_SECRET",
                                secret,
                                // One token is as many clients as there are senders.
                                "REQUESTS_PER_MINUTE",
                                "0"),
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

    /** Settings of the server that matter for speed, as {@code name=value}. */
    public String databaseSettings() {
        return tables.settings();
    }

    /** A number that no load of this rig has had. */
    public int nextRun() {
        return runs++;
    }

    /** Empties the table of readings, and those of their counts. */
    public void truncate() throws InterruptedException {
        tables.truncate();
    }

    /** Puts the load on, lets it warm up, and measures. */
    public Sample measure(LoadOrder order, Duration warmUp, Duration measured)
            throws InterruptedException {
        tables.makeSensors(order.sensors());
        loading().start(order);
        awaitFirstRow(order);
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        loading().latencies();
        double allocatedBefore = allocatedBytes();
        LoadProcess.Mark first = loading().mark();
        Usage before = Usage.of(processes());
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        LoadProcess.Mark last = loading().mark();
        Usage after = Usage.of(processes());
        Latencies latencies = loading().latencies();
        Memory memory = memory(allocatedBefore);
        loading().stop();
        long rows = last.acknowledged() - first.acknowledged();
        if (rows == 0) {
            throw new HarnessFailure("Nothing was acknowledged any more of " + order.line());
        }
        // From one acknowledgement to another: they may come thousands at once.
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        double share = seconds / after.secondsSince(before);
        Sample sample =
                new Sample(rows, seconds, after.cpuSecondsSince(before, share), memory, latencies);
        awaitQuiet();
        return sample;
    }

    /**
     * Puts the load on and looks at the collector's memory at the beginning, ten times in between,
     * and at the end.
     */
    public List<Memory> watch(LoadOrder order, Duration warmUp, Duration length)
            throws InterruptedException {
        tables.makeSensors(order.sensors());
        loading().start(order);
        awaitFirstRow(order);
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        double before = allocatedBytes();
        List<Memory> memory = new ArrayList<>();
        memory.add(memory(before));
        for (int i = 0; i < LOOKS; i++) {
            TimeUnit.NANOSECONDS.sleep(length.dividedBy(LOOKS).toNanos());
            memory.add(memory(before));
        }
        loading().stop();
        awaitQuiet();
        return memory;
    }

    /** Something that takes a while. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /** Does something while a load is on. */
    public void beside(LoadOrder order, Duration warmUp, Work work) throws InterruptedException {
        tables.makeSensors(order.sensors());
        loading().start(order);
        awaitFirstRow(order);
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        loading().latencies();
        work.run();
        loading().stop();
        awaitQuiet();
    }

    /** How long the load's acknowledgements took since this was last asked for. */
    public Latencies latencies() throws InterruptedException {
        return loading().latencies();
    }

    /** A new user of the collector's REST API. */
    public RestClient rest() {
        return new RestClient("127.0.0.1:" + running().restPort(), secret);
    }

    /** The collector's memory now; what it has allocated is not looked at. */
    public Memory memory() throws InterruptedException {
        return memory(allocatedBytes());
    }

    private Memory memory(double allocatedBefore) throws InterruptedException {
        return new Memory(
                Usage.residentMegabytes(running().handle()),
                running().liveMegabytes(),
                allocatedBytes() - allocatedBefore);
    }

    private double allocatedBytes() throws InterruptedException {
        return Meters.of(running()).sum("jvm_gc_memory_allocated_bytes_total");
    }

    /** Empties the table and fills it by the bare loader, with a few rows too many. */
    public void fill(long wanted) throws InterruptedException {
        fill(LoadKind.RAW_MIXED, wanted);
    }

    /**
     * The same with readings that lie apart as those of real sensors do, and that the rollups know.
     */
    public FilledTable fillForQueries(long wanted) throws InterruptedException {
        LoadOrder order = fill(LoadKind.RAW_SPREAD, wanted);
        Duration length = Duration.ofSeconds(wanted / FILLED_SENSORS * Rows.SPREAD_SECONDS);
        // Those days are taken: what is loaded beside the questions lies behind.
        runs += Math.toIntExact(length.toDays()) + 1;
        tables.awaitRollups();
        return new FilledTable(wanted, FILLED_SENSORS, order.from(), length);
    }

    /** Returns when everything that {@link #fillForQueries} has filled is added up. */
    public void awaitSummaries() throws InterruptedException {
        tables.awaitSummaries();
    }

    private LoadOrder fill(LoadKind kind, long wanted) throws InterruptedException {
        truncate();
        LoadOrder order =
                new LoadOrder(
                        kind, nextRun(), FILLED_SENSORS, FILLED_BATCH, FILLING_CONNECTIONS, 0);
        if (wanted > 0) {
            fill(order, wanted);
        }
        return order;
    }

    private void fill(LoadOrder order, long wanted) throws InterruptedException {
        tables.makeSensors(order.sensors());
        loading().start(order);
        long deadline = System.nanoTime() + FILL_PATIENCE.toNanos();
        while (loading().mark().acknowledged() < wanted) {
            if (System.nanoTime() > deadline) {
                throw new HarnessFailure("The table could not be filled in time");
            }
            Thread.sleep(POLL_MILLIS);
        }
        loading().stop();
    }

    private void awaitFirstRow(LoadOrder order) throws InterruptedException {
        long deadline = System.nanoTime() + FIRST_ROW_PATIENCE.toNanos();
        while (loading().mark().acknowledged() < order.sensors()) {
            if (System.nanoTime() > deadline) {
                throw new HarnessFailure("Nothing was acknowledged of " + order.line());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** What a load has left on its way when it was stopped must not weigh on the next. */
    private void awaitQuiet() throws InterruptedException {
        Balance before;
        Balance now = Balance.of(running());
        do {
            before = now;
            Thread.sleep(QUIET_MILLIS);
            now = Balance.of(running());
        } while (now.inFlight() > 0 || !now.equals(before));
        requireNewAndGood(now);
    }

    /** What is stored already goes another way, and slower: a load must not live on that. */
    private static void requireNewAndGood(Balance balance) {
        if (balance.quarantined() > 0
                || balance.duplicate() > MOST_DUPLICATES * balance.received()) {
            throw new HarnessFailure("The load's readings were not new and good: " + balance);
        }
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
                Stream.of(load, collector, broker, database)
                        .filter(part -> part != null)
                        .map(AutoCloseable.class::cast)
                        .toList());
    }
}
