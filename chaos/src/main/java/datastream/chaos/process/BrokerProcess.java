package datastream.chaos.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An MQTT broker that can be killed. Always on the same port. Not thread-safe. */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final Path folder;
    private final Path log;
    private @Nullable ChildJvm child;

    /**
     * @param folder for its data
     * @param log grows from start to start
     */
    public BrokerProcess(Path folder, Path log) {
        this.folder = folder;
        this.log = log;
    }

    /** Returns when it takes connections. */
    public void start() {
        CountDownLatch ready = new CountDownLatch(1);
        ChildJvm started =
                ChildJvm.start(
                        new ChildJvm.Launch(
                                BrokerMain.class,
                                List.of("-Xmx256m"),
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

    public int port() {
        return port;
    }

    @Override
    public void close() {
        kill();
    }
}
