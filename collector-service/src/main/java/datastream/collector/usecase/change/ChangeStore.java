package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeConflict;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.ReadingCount;
import datastream.collector.domain.StoreUnavailable;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes stored readings, each change whole and recorded with what was before. Every method throws
 * {@link StoreUnavailable} when the database cannot do it now. Thread-safe.
 */
public interface ChangeStore {

    /**
     * What came of an attempt in one transaction.
     *
     * @param change as it is recorded; null when there was nothing to change, or it was refused
     * @param count readings that were to be changed
     * @param conflictCount readings that an undo leaves alone
     * @param conflicts the first of these
     */
    record Applied(
            @Nullable Change change,
            long count,
            long conflictCount,
            List<ChangeConflict> conflicts) {}

    /** The change that a confirmation has allowed already, as it is recorded; null when none. */
    @Nullable Change confirmedBy(String confirmation);

    /**
     * How many readings it would change now: all when that takes no longer than some seconds, else
     * as many as were found by then.
     *
     * @param most it need not count on beyond these
     * @throws CorrectionOverflow when it would make a value that no double can hold
     */
    ReadingCount count(ChangeTask.OfFilter task, long most);

    /**
     * Some of the readings that it would change now, the oldest first; none when it would take long
     * to find them.
     */
    List<ChangedReading> sample(ChangeTask.OfFilter task, int most);

    /**
     * Does all of it in one transaction, or nothing.
     *
     * @param most readings; more are refused
     * @param accepted whether so many readings may be changed
     * @throws CorrectionOverflow when it would make a value that no double can hold
     */
    Applied apply(ChangeRequest request, int most, LongPredicate accepted);

    /**
     * Records it as a job.
     *
     * @param expected how many readings it is about to change, as far as that is known
     * @param mostUnfinished jobs there may be, with this one
     * @return null when there would be more
     */
    @Nullable Change enqueue(ChangeRequest request, long expected, int mostUnfinished);
}
