package datastream.testbed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An MQTT broker that can be killed. Always on the same port. Not thread-safe. */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration RECORDING_PATIENCE = Duration.ofSeconds(60);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final Path folder;
    private final Path log;
    private final List<String> jvm;
    private final StartCache startCache;
    private @Nullable ChildJvm child;

    /**
     * @param folder for its data
     * @param log grows from start to start
     * @param jvm options for its JVM, such as its heap
     * @param startCache makes its starts quick
     */
    public BrokerProcess(Path folder, Path log, List<String> jvm, StartCache startCache) {
        this.folder = folder;
        this.log = log;
        this.jvm = List.copyOf(jvm);
        this.startCache = startCache;
    }

    /** Returns when it takes connections. */
    public void start() {
        start(startCache.use(BrokerMain.class));
    }

    /**
     * Starts it once more and lets it end properly, so that later starts are quick. It must be
     * running, and is again when this returns.
     */
    public void recordStart() throws InterruptedException {
        if (startCache.lacks(BrokerMain.class)) {
            kill();
            ChildJvm recording = start(startCache.record(BrokerMain.class));
            recording.terminate();
            recording.awaitEnd(RECORDING_PATIENCE);
            recording.kill();
            start();
        }
    }

    private ChildJvm start(List<String> cache) {
        List<String> options = new ArrayList<>(jvm);
        options.addAll(cache);
        CountDownLatch ready = new CountDownLatch(1);
        ChildJvm started =
                ChildJvm.start(
                        new ChildJvm.Launch(
                                BrokerMain.class,
                                options,
                                List.of(folder.toString(), Integer.toString(port)),
                                Map.of(),
                                log),
                        line -> {
                            if (line.equals(BrokerMain.READY)) {
                                ready.countDown();
                            }
                        });
        child = started;
        await(ready, started);
        return started;
    }

    private void await(CountDownLatch ready, ChildJvm started) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        try {
            while (!ready.await(50, TimeUnit.MILLISECONDS)) {
                if (!started.isAlive() || System.nanoTime() > deadline) {
                    throw new HarnessFailure("The broker did not start; see " + log);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessFailure("Interrupted while the broker started", e);
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        if (child != null) {
            child.kill();
        }
    }

    /**
     * The process that runs now.
     *
     * @throws HarnessFailure when none does
     */
    public ProcessHandle handle() {
        if (child == null) {
            throw new HarnessFailure("The broker is not running");
        }
        return child.handle();
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        kill();
    }
}
