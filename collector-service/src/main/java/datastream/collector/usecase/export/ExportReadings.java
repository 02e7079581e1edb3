package datastream.collector.usecase.export;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoreUnavailable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Exports readings, a bounded number of exports at a time: each costs some megabytes and keeps the
 * database busy for as long as its reader likes. Thread-safe.
 */
public final class ExportReadings {

    /** Twice the database connections for exports: half of the time an export is sending. */
    public static final int USUAL_AT_ONCE = 4;

    private final ReadingWalks store;
    private final int mostAtOnce;
    private final Semaphore free;
    private final LongAdder readings = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder whole = new LongAdder();
    private final LongAdder broken = new LongAdder();

    /**
     * @param mostAtOnce exports that may go on at the same time, at least 1
     */
    public ExportReadings(ReadingWalks store, int mostAtOnce) {
        this.store = store;
        this.mostAtOnce = mostAtOnce;
        free = new Semaphore(mostAtOnce);
    }

    /**
     * Begins an export, to be closed by the caller. It holds every reading that matches and is
     * stored now, once, in order; of those that are stored meanwhile, some.
     *
     * @param after begins behind the reading of this name; null for the beginning
     * @throws TooManyExports when it would be one too many
     * @throws StoreUnavailable when the database cannot answer now
     */
    public Export begin(ReadingFilter filter, Page.Order order, @Nullable ReadingId after) {
        if (!free.tryAcquire()) {
            refused.increment();
            throw new TooManyExports(mostAtOnce);
        }
        boolean begun = false;
        try {
            Export export =
                    new Export(
                            new WalkAhead(store.walk(filter, order, after)), readings, this::end);
            begun = true;
            return export;
        } finally {
            if (!begun) {
                free.release();
            }
        }
    }

    private void end(boolean handedOut) {
        (handedOut ? whole : broken).increment();
        free.release();
    }

    /** Exports of which everything was handed out, so far. */
    public long whole() {
        return whole.sum();
    }

    /** Exports that ended before that, so far. */
    public long broken() {
        return broken.sum();
    }

    /** Exports that are going on. */
    public int running() {
        return mostAtOnce - free.availablePermits();
    }

    /** Exports that were one too many, so far. */
    public long refused() {
        return refused.sum();
    }

    /** Readings that were handed out, so far. */
    public long readings() {
        return readings.sum();
    }
}
