package datastream.collector.usecase.quarantine;

import datastream.collector.domain.QuarantineFilter;

/** Deletes entries of the quarantine in small transactions. Thread-safe. */
public final class DeleteQuarantined {

    /** The most entries that one call deletes. */
    public static final int MOST = 10_000;

    private static final int CHUNK = 1_000;

    private final QuarantineStore store;

    public DeleteQuarantined(QuarantineStore store) {
        this.store = store;
    }

    /**
     * Deletes what matches, that first which came in longest ago, at most {@link #MOST}.
     *
     * @return how many were deleted
     */
    public int delete(QuarantineFilter filter) {
        int deleted = 0;
        int last = CHUNK;
        while (last == CHUNK && deleted < MOST) {
            last = store.deleteOldest(filter, CHUNK);
            deleted += last;
        }
        return deleted;
    }
}
