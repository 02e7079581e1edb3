package datastream.collector.domain;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says at most once a minute that it is time again. Thread-safe. */
public final class Seldom {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;

    /** Of two who ask at the same moment one is told so. */
    private final AtomicLong next;

    /**
     * @param nanoTime any clock that does not go back
     */
    public Seldom(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        next = new AtomicLong(nanoTime.getAsLong());
    }

    public boolean isDue() {
        long now = nanoTime.getAsLong();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
    }
}
