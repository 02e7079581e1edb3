package datastream.collector.usecase.export;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An export that is going on. Closing it lets another one begin. Not thread-safe. */
public final class Export implements AutoCloseable {

    private final ReadingWalk walk;
    private final Runnable release;
    private boolean closed;

    Export(ReadingWalk walk, Runnable release) {
        this.walk = walk;
        this.release = release;
    }

    /**
     * The readings that come next, in order, possibly none; null when there are no more.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    public @Nullable List<StoredReading> next() {
        return walk.next();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
