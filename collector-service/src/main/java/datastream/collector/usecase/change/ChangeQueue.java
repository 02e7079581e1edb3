package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The jobs among the changes. A job belongs to one owner for as long as a lease lasts, so that
 * another collector goes on with it when its owner has died. Every method throws {@link
 * StoreUnavailable} when the database cannot do it now. Thread-safe.
 */
public interface ChangeQueue {

    /** How far a step has come. */
    enum Progress {
        /** There is more to do. */
        MORE,
        /** That was the last step; the change is done. */
        FINISHED,
        /** Nothing was done: the job was cancelled, or has another owner. */
        LOST
    }

    /**
     * Takes the oldest job that has no owner, or one whose lease has run out.
     *
     * @param owner a new name for each claim, of 36 characters
     * @return null when there is none
     */
    @Nullable Change claim(String owner, Duration lease);

    /**
     * Changes the next readings of a job, some thousand, and notes how far it has come, in one
     * transaction, which also renews the lease.
     *
     * @throws CorrectionOverflow when it would make a value that no double can hold; nothing of
     *     this step is done
     */
    Progress advance(Change job, String owner, Duration lease);

    /** Ends a job that cannot go on, unless it has another owner. */
    void fail(long id, String owner, String why);

    /**
     * Gives a job back, unless it has another owner, so that another collector takes it at once.
     */
    void release(long id, String owner);

    /**
     * Ends a job of whatever owner; when this returns no step of it is committed any more.
     *
     * @return false when it has ended already, or there is none
     */
    boolean cancel(long id);
}
