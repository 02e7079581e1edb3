package datastream.generator.simulation;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how a connection is, and logs when that changes: the first failure of a kind as a
 * warning, its repetitions not at all, recovery once. Thread-safe.
 */
public final class LinkLog {

    private static final Logger LOG = LoggerFactory.getLogger(LinkLog.class);
    private static final String NO_FAILURE = "";

    private final String peer;

    /** Atomic: many senders report at once, and each change is logged once. */
    private final AtomicReference<Link> link =
            new AtomicReference<>(new Link(LinkHealth.IDLE, NO_FAILURE));

    private record Link(LinkHealth health, String failure) {}

    /**
     * @param peer what is at the other end, with its address
     */
    public LinkLog(String peer) {
        this.peer = peer;
    }

    public void up() {
        if (becomes(new Link(LinkHealth.UP, NO_FAILURE))) {
            LOG.info("Connected to {}", peer);
        }
    }

    /**
     * @param failure its kind: another kind is logged anew
     * @param detail more about it, for the operator
     */
    public void down(String failure, String detail) {
        if (becomes(new Link(LinkHealth.DOWN, failure))) {
            LOG.warn("No connection to {}, retrying: {} {}", peer, failure, detail);
        }
    }

    public LinkHealth health() {
        return link.get().health();
    }

    private boolean becomes(Link now) {
        return !link.getAndSet(now).equals(now);
    }
}
