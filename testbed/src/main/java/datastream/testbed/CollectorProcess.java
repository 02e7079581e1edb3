package datastream.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collector that can be killed, stopped and started again, always on the same ports. Remembers
 * when it died by itself, and how full its heap was. Not thread-safe.
 */
public final class CollectorProcess implements AutoCloseable {

    /** The heap that a shipped one must live with. */
    public static final int HEAP_MEGABYTES = 192;

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration RECORDING_PATIENCE = Duration.ofSeconds(60);
    private static final Duration METRICS_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(40);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final int restPort = Ports.free();
    private final int grpcPort = Ports.free();
    private final String name;
    private final Class<?> program;
    private final List<String> jvm;
    private final Map<String, String> settings;
    private final Path folder;
    private final StartCache startCache;

    private final List<String> deaths = new ArrayList<>();
    private int mostLiveMegabytes;
    private @Nullable ChildJvm child;

    /**
     * @param name for its log file and at the broker
     * @param program what to run; {@link #shipped()} unless a broken build is to be caught
     * @param jvm options for its JVM, such as its heap
     * @param settings environment variables: database, broker, secret
     * @param folder for its logs
     * @param startCache makes its starts quick
     */
    public CollectorProcess(
            String name,
            Class<?> program,
            List<String> jvm,
            Map<String, String> settings,
            Path folder,
            StartCache startCache) {
        this.name = name;
        this.program = program;
        this.jvm = List.copyOf(jvm);
        this.settings = settings;
        this.folder = folder;
        this.startCache = startCache;
    }

    /** The collector as it is shipped. */
    public static Class<?> shipped() {
        return CollectorChild.class;
    }

    /** Launches it; {@link #awaitReady} tells when it can work. */
    public void start() {
        start(startCache.use(program));
    }

    /**
     * Starts it once more and lets it end properly, so that later starts are quick. It must be
     * ready, and is again when this returns.
     */
    public void recordStart() throws InterruptedException {
        if (startCache.lacks(program)) {
            kill();
            start(startCache.record(program));
            awaitReady();
            terminate();
            awaitExit(RECORDING_PATIENCE);
            kill();
            start();
            awaitReady();
        }
    }

    private void start(List<String> cache) {
        look();
        List<String> options = new ArrayList<>(jvm);
        options.addAll(cache);
        options.add(GcLog.option(gcLog()));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("PORT", Integer.toString(restPort));
        environment.put("GRPC_PORT", Integer.toString(grpcPort));
        environment.put("BIND_ADDRESS", "127.0.0.1");
        environment.put("MQTT_CLIENT_ID", name);
        child =
                ChildJvm.start(
                        new ChildJvm.Launch(program, options, List.of(), environment, log()));
    }

    /**
     * Waits until it says that everything it needs answers.
     *
     * @return false when it is not ready in time, or has ended
     */
    public boolean awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (isReady()) {
                return true;
            }
            if (child == null || !child.isAlive()) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return false;
    }

    private boolean isReady() throws InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + restPort + "/health/ready");
        HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * What it says at {@code /metrics}.
     *
     * @throws HarnessFailure when it does not answer
     */
    public String metrics() throws InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + restPort + "/metrics");
        HttpRequest request = HttpRequest.newBuilder(metrics).timeout(METRICS_WITHIN).build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new HarnessFailure(name + " does not tell its metrics", e);
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        if (child != null) {
            child.kill();
            look();
        }
    }

    /** SIGTERM; {@link #awaitExit} tells how it ended. */
    public void terminate() {
        if (child != null) {
            child.terminate();
        }
    }

    /**
     * Waits for its end after {@link #terminate}.
     *
     * @return the exit code, or null when it still runs after that time
     */
    public @Nullable Integer awaitExit(Duration patience) throws InterruptedException {
        ChildJvm ending = child;
        if (ending == null || !ending.awaitEnd(patience)) {
            return null;
        }
        look();
        return ending.exitCode();
    }

    /**
     * The process that runs now.
     *
     * @throws HarnessFailure when none does
     */
    public ProcessHandle handle() {
        if (child == null) {
            throw new HarnessFailure(name + " is not running");
        }
        return child.handle();
    }

    /** Whether it runs now. */
    public boolean isAlive() {
        return child != null && child.isAlive();
    }

    /** Each time that it ended without having been told to, with the exit code. */
    public List<String> deaths() {
        look();
        return List.copyOf(deaths);
    }

    /** What it said of stops in which something failed; what takes too long, its exit tells. */
    public List<String> failedStops() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(" Stopping: ") && line.contains(" failed;"))
                    .toList();
        } catch (NoSuchFileException neverStarted) {
            return List.of();
        } catch (IOException e) {
            throw new HarnessFailure("Cannot read " + log(), e);
        }
    }

    /** The most of its heap that was in use after a full collection, so far. */
    public int mostLiveMegabytes() {
        mostLiveMegabytes = Math.max(mostLiveMegabytes, GcLog.mostLeftByFullCollection(gcLog()));
        return mostLiveMegabytes;
    }

    /**
     * What is alive in its heap now, in megabytes, by a full collection that this asks for. {@link
     * #mostLiveMegabytes} counts it too.
     *
     * @throws HarnessFailure when it is not running
     */
    public int liveMegabytes() throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> command = List.of(jcmd.toString(), Long.toString(handle().pid()), "GC.run");
        try {
            Process asking = new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(asking.getInputStream().readAllBytes(), UTF_8);
            if (asking.waitFor() != 0) {
                throw new HarnessFailure(name + " did not collect its garbage: " + answer);
            }
        } catch (IOException e) {
            throw new HarnessFailure("Cannot run " + jcmd, e);
        }
        return GcLog.leftByLastFullCollection(gcLog());
    }

    public String name() {
        return name;
    }

    public int restPort() {
        return restPort;
    }

    public int grpcPort() {
        return grpcPort;
    }

    public Path log() {
        return folder.resolve(name + ".log");
    }

    @Override
    public void close() {
        kill();
        http.shutdownNow();
    }

    /** Takes down what is known of a run that has ended, before its traces are overwritten. */
    private void look() {
        ChildJvm last = child;
        if (last == null || last.isAlive()) {
            return;
        }
        mostLiveMegabytes();
        if (last.endedByItself()) {
            deaths.add("%s ended by itself with code %d".formatted(name, last.exitCode()));
        }
        child = null;
        deleteGcLog();
    }

    private void deleteGcLog() {
        try {
            Files.deleteIfExists(gcLog());
        } catch (IOException e) {
            throw new HarnessFailure("Cannot delete " + gcLog(), e);
        }
    }

    private Path gcLog() {
        return folder.resolve(name + ".gc.log");
    }
}
