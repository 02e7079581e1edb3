package datastream.collector.infrastructure.mysql;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether LOAD DATA LOCAL may be used. Once forbidden it stays so until the next start, and that is
 * said once. Thread-safe.
 */
final class Loading {

    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    /** Several writers may be refused at once; one of them says it. */
    private final AtomicBoolean allowed = new AtomicBoolean(true);

    boolean isAllowed() {
        return allowed.get();
    }

    void forbid(String reason) {
        if (allowed.getAndSet(false)) {
            LOG.warn(
                    "Readings go in with INSERT, which is slower than LOAD DATA LOCAL: {}. On the server local_infile=ON allows it, from the next start of the collector on.",
                    reason);
        }
    }
}
