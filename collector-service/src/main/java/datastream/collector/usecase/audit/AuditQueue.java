package datastream.collector.usecase.audit;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.AuditEvent;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events from a thread of its own, once a second what has been gathered by then, so that
 * nobody waits for the log. While the database does not take them they stay, in a bounded memory;
 * what is still there when the collector ends, and what the database refuses for ever, is dropped
 * and counted. Thread-safe.
 */
public final class AuditQueue implements Audit, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditQueue.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AuditWriter writer;
    private final PendingEvents pending = new PendingEvents(System.nanoTime());
    private final Object lock = new Object();
    private final Thread thread = Thread.ofVirtual().name("audit").unstarted(this::run);

    // Guarded by the lock, as is what is pending.
    private boolean closed;
    private long dropped;

    /** Of the one thread. */
    private boolean failing;

    public AuditQueue(AuditWriter writer) {
        this.writer = writer;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void note(AuditEvent event) {
        synchronized (lock) {
            if (closed) {
                dropped++;
                return;
            }
            pending.add(event, System.nanoTime());
            lock.notifyAll();
        }
    }

    private void run() {
        try {
            while (awaitSome()) {
                write();
                pause();
            }
        } catch (InterruptedException e) {
            // Nobody does that; what is pending is dropped.
        }
        write();
        dropPending();
    }

    /** False when this is closed. */
    private boolean awaitSome() throws InterruptedException {
        synchronized (lock) {
            while (!closed && pending.isEmpty()) {
                lock.wait();
            }
            return !closed;
        }
    }

    private void pause() throws InterruptedException {
        long end = System.nanoTime() + PAUSE.toNanos();
        synchronized (lock) {
            long left = PAUSE.toMillis();
            while (!closed && left > 0) {
                lock.wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        }
    }

    private void write() {
        List<Gathered> events;
        synchronized (lock) {
            events = pending.takeAll();
        }
        if (events.isEmpty()) {
            return;
        }
        try {
            writer.write(events);
            failing = false;
        } catch (StoreUnavailable e) {
            synchronized (lock) {
                pending.putBack(events);
            }
            tell(e);
        } catch (RuntimeException | Error e) {
            drop(events);
            LOG.error("Events of the audit log could not be written and are lost", e);
        }
    }

    private void tell(StoreUnavailable e) {
        if (!failing) {
            failing = true;
            LOG.warn("The audit log cannot be written now; tried on", e);
        }
    }

    private void dropPending() {
        synchronized (lock) {
            drop(pending.takeAll());
        }
    }

    private void drop(List<Gathered> events) {
        synchronized (lock) {
            dropped += events.stream().mapToLong(Gathered::times).sum();
        }
    }

    /** Events that were lost since the start. */
    public long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** Returns when what was noted before is written, or after a second. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        try {
            thread.join(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
