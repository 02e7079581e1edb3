package datastream.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What tests of whole stacks share. */
final class Stacks {

    /** Generous: the first start on a busy machine unpacks a database server. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Stacks() {}

    /** A data folder that nobody has used; outside the system's folder for temporary files. */
    static Path newFolder(String name) {
        return Path.of("target", "stack data", name + "-" + UUID.randomUUID()).toAbsolutePath();
    }

    static ConditionFactory patiently() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }
}
