package datastream.collector.usecase.export;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An export that is going on. Closing it lets another one begin. Not thread-safe. */
public final class Export implements AutoCloseable {

    private final ReadingWalk walk;
    private final LongAdder readings;
    private final Consumer<Boolean> release;
    private boolean whole;
    private boolean closed;

    /**
     * @param readings counts what is handed out
     * @param release is told once, at the end, whether everything was handed out
     */
    Export(ReadingWalk walk, LongAdder readings, Consumer<Boolean> release) {
        this.walk = walk;
        this.readings = readings;
        this.release = release;
    }

    /**
     * The readings that come next, in order, possibly none; null when there are no more.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    public @Nullable List<StoredReading> next() {
        List<StoredReading> next = walk.next();
        if (next != null) {
            readings.add(next.size());
        }
        whole = next == null;
        return next;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.accept(whole);
        }
    }
}
