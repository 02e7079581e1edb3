package datastream.client;

import datastream.testbed.ChildJvm;
import datastream.testbed.CollectorProcess;
import datastream.testbed.MariaDbServer;
import datastream.testbed.StartCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A collector as it is shipped, over an empty MariaDB, both processes of their own. */
final class RealCollector implements AutoCloseable {

    private final Path folder = Path.of("target", "collector-" + UUID.randomUUID());
    private final MariaDbServer database = new MariaDbServer(folder.resolve("mariadb"));
    private CollectorProcess collector;

    void start() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        database.start();
        Map<String, String> settings =
                Map.of(
                        "DB_URL",
                        database.jdbcUrl(),
                        "DB_USER",
                        database.user(),
                        "DB_PASSWORD",
                        database.password(),
                        // So that a change of a few readings must be confirmed.
                        "CHANGE_CONFIRM_ABOVE",
                        "2",
                        "JWT_SECRET",
                        UUID.randomUUID().toString());
        collector =
                new CollectorProcess(
                        "collector",
                        CollectorProcess.shipped(),
                        ChildJvm.SHORT_LIVED,
                        settings,
                        folder,
                        StartCache.NONE);
        collector.start();
        if (!collector.awaitReady()) {
            throw new AssertionError("The collector did not start; see " + collector.log());
        }
    }

    String url() {
        return "http://127.0.0.1:" + collector.restPort();
    }

    @Override
    public void close() {
        try (database;
                var _ = collector) {
            // Closes both, whatever fails.
        }
    }
}
