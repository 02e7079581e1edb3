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
     * What a step has done.
     *
     * @param changed readings
     */
    record Step(Progress progress, long changed) {}

    /**
     * The jobs that have not ended, of all collectors.
     *
     * @param waiting for a collector
     * @param running with a collector
     */
    record Backlog(long waiting, long running) {}

    Backlog backlog();

    /**
     * Takes a job that has no owner, or one whose lease has run out: the oldest that nobody has
     * taken yet, else the one that was taken longest ago.
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
    Step advance(Change job, String owner, Duration lease);

    /** Keeps a job of which a step has failed, unless it has another owner. */
    void renew(long id, String owner, Duration lease);

    /** Ends a job that cannot go on, unless it has another owner. */
    void fail(long id, String owner, String why);

    /**
     * Gives a job back, unless it has another owner, so that another collector takes it at once.
     */
    void release(long id, String owner);

    /**
     * Ends a job of whatever owner; when this returns no step of it is committed any more. It waits
     * for the step that is going on, for some seconds.
     *
     * @return false when it has ended already, or there is none
     * @throws StoreUnavailable when the step takes longer than that; the job is not ended
     */
    boolean cancel(long id);
}
