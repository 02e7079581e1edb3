package datastream.benchmark.load;

import org.jspecify.annotations.Nullable;

/**
 * How far a load has come, and the first thing that went wrong. A load that fails must never look
 * like a slow one. Thread-safe.
 */
final class Progress {

    /** Guarded by this, as is everything. */
    private long acknowledged;

    private long lastNanos = System.nanoTime();
    private boolean ending;
    private @Nullable String failure;

    /**
     * How far it is at a moment.
     *
     * @param acknowledged readings that are committed
     * @param nanos when the last of them was acknowledged, in the time of {@link System#nanoTime}
     */
    record Mark(long acknowledged, long nanos) {}

    /** Of {@code sent} readings so many are stored, which should be all. */
    synchronized void acknowledged(long sent, long stored) {
        if (stored != sent) {
            failed("of %d readings %d were stored".formatted(sent, stored));
        }
        acknowledged += stored;
        lastNanos = System.nanoTime();
    }

    synchronized void failed(String what) {
        if (failure == null && !ending) {
            failure = what;
        }
    }

    synchronized void failed(Throwable why) {
        failed(why.toString());
    }

    /** What goes wrong from now on comes from ending. */
    synchronized void end() {
        ending = true;
    }

    synchronized boolean isEnding() {
        return ending;
    }

    /**
     * @throws IllegalStateException when something has gone wrong
     */
    synchronized Mark mark() {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return new Mark(acknowledged, lastNanos);
    }
}
