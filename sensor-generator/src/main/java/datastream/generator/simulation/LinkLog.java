package datastream.generator.simulation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how a connection is, and logs when that changes: the first failure of a kind as a
 * warning, its repetitions not at all, recovery once. Thread-safe.
 */
public final class LinkLog {

    private static final Logger LOG = LoggerFactory.getLogger(LinkLog.class);
    private static final String NO_FAILURE = "";
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String peer;
    private final LongSupplier nanoTime;

    /** Atomic: many senders report at once, and each change is logged once. */
    private final AtomicReference<Link> link =
            new AtomicReference<>(new Link(LinkHealth.IDLE, NO_FAILURE));

    /** Volatile: of many writers any will do. */
    private volatile long downAt;

    private record Link(LinkHealth health, String failure) {}

    /**
     * @param peer what is at the other end, with its address
     */
    public LinkLog(String peer) {
        this(peer, System::nanoTime);
    }

    LinkLog(String peer, LongSupplier nanoTime) {
        this.peer = peer;
        this.nanoTime = nanoTime;
        downAt = nanoTime.getAsLong();
    }

    /** Something new has worked. */
    public void up() {
        if (becomes(new Link(LinkHealth.UP, NO_FAILURE))) {
            LOG.info("Connected to {}", peer);
        }
    }

    /**
     * Something that had begun before goes on working. Just after a failure that says nothing: of
     * many streams over one connection some end a moment later than others.
     */
    public void stillUp() {
        if (nanoTime.getAsLong() - downAt > SETTLING_NANOS) {
            up();
        }
    }

    /**
     * @param failure its kind: another kind is logged anew
     * @param detail more about it, for the operator
     */
    public void down(String failure, String detail) {
        downAt = nanoTime.getAsLong();
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
