package datastream.chaos.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of bytes on their way through one direction of a link, in order, each handed out no
 * earlier than its due time. Bounded in bytes: a full line blocks its writer, and so the sender at
 * the far end. One thread puts, one takes.
 */
final class DelayLine {

    private static final int USUAL_BYTES = 64 * 1024;

    /** Latency must not become a limit of throughput: the bytes of the delay have to fit in. */
    private static final int DELAYED_BYTES = 1024 * 1024;

    /** Whoever puts or ends wakes the taker; this is only a number for "long". */
    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Object lock = new Object();
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private int bytes;
    private boolean finished;
    private boolean dropped;

    private record Chunk(ByteBuffer content, long dueNanos) {}

    /** Waits for room; false when the line was dropped. */
    boolean put(byte[] content, long delayNanos) throws InterruptedException {
        int most = delayNanos == 0 ? USUAL_BYTES : DELAYED_BYTES;
        synchronized (lock) {
            while (bytes > 0 && bytes + content.length > most && !dropped) {
                lock.wait();
            }
            bytes += content.length;
            chunks.add(new Chunk(ByteBuffer.wrap(content), System.nanoTime() + delayNanos));
            lock.notifyAll();
            return !dropped;
        }
    }

    /** Nothing more will be put. */
    void finish() {
        synchronized (lock) {
            finished = true;
            lock.notifyAll();
        }
    }

    /** Forgets what is on its way; both threads come back at once. */
    void drop() {
        synchronized (lock) {
            dropped = true;
            lock.notifyAll();
        }
    }

    boolean isDropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** The next chunk once it is due; null at the end, or when dropped. */
    byte @Nullable [] take() throws InterruptedException {
        synchronized (lock) {
            while (!dropped) {
                Chunk first = chunks.peek();
                if (first == null && finished) {
                    return null;
                }
                long wait = first == null ? IDLE_NANOS : first.dueNanos() - System.nanoTime();
                if (wait <= 0) {
                    return remove();
                }
                TimeUnit.NANOSECONDS.timedWait(lock, wait);
            }
            return null;
        }
    }

    private byte[] remove() {
        Chunk first = chunks.remove();
        bytes -= first.content().remaining();
        lock.notifyAll();
        return first.content().array();
    }
}
