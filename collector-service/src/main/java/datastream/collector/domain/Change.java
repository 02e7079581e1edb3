package datastream.collector.domain;

import org.jspecify.annotations.Nullable;

/**
 * An edit, delete or undo of stored readings, as it is recorded.
 *
 * @param id its number
 * @param request what was asked for, and by whom
 * @param status how far it is
 * @param createdMicros when it was asked for, microseconds since 1970
 * @param finishedMicros when it ended, or null while it has not
 * @param expected readings that were to be changed when it was asked for, as far as they were
 *     counted
 * @param count readings changed so far
 * @param conflicts readings that an undo has left alone so far, since they were changed again
 * @param undoneBy the last change that took this one back, or part of it; null for none
 * @param failure why it has failed, or null
 */
public record Change(
        long id,
        ChangeRequest request,
        Status status,
        long createdMicros,
        @Nullable Long finishedMicros,
        long expected,
        long count,
        long conflicts,
        @Nullable Long undoneBy,
        @Nullable String failure) {

    /** How far a change is. */
    public enum Status {
        /** Waits for a collector. */
        PENDING,
        /** A collector works on it, a chunk at a time. */
        RUNNING,
        /** Everything is changed. */
        DONE,
        /** Somebody has stopped it; what was changed until then stays changed. */
        CANCELLED,
        /** It could not go on; what was changed until then stays changed. */
        FAILED;

        public boolean isFinished() {
            return this != PENDING && this != RUNNING;
        }
    }
}
