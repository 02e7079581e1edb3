package datastream.http;

import io.javalin.config.Key;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the bytes of all request bodies of a kind that a server holds at once. Who finds no room
 * waits a while, first come, first served, whatever size each has. Thread-safe.
 */
final class BodyRoom {

    /** Where a server keeps its own. */
    static final Key<BodyRoom> KEY = new Key<>("datastream.body-room");

    /** And that for records, so that whoever logs in does not wait behind everybody's readings. */
    static final Key<BodyRoom> OF_RECORDS = new Key<>("datastream.body-room-of-records");

    private final BodyLimits limits;
    private final Semaphore bytes;

    BodyRoom(BodyLimits limits) {
        this.limits = limits;
        bytes = new Semaphore((int) limits.bytesAtOnce(), true);
    }

    BodyLimits limits() {
        return limits;
    }

    /**
     * Takes room for a body. What is larger than the whole room needs it for itself alone.
     *
     * @return null when there is none in time
     */
    @Nullable Share take(int wanted) {
        int granted = (int) Math.min(wanted, limits.bytesAtOnce());
        try {
            boolean free =
                    bytes.tryAcquire(granted, limits.patience().toMillis(), TimeUnit.MILLISECONDS);
            return free ? new Share(granted) : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The room of one body; used by one thread. */
    final class Share implements AutoCloseable {

        private int held;

        private Share(int held) {
            this.held = held;
        }

        /** Gives back what the body turned out not to need. */
        void shrinkTo(int needed) {
            if (needed < held) {
                bytes.release(held - needed);
                held = needed;
            }
        }

        @Override
        public void close() {
            shrinkTo(0);
        }
    }
}
