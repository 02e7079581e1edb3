package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeConflict;
import datastream.collector.domain.ReadingCount;
import java.util.List;

/** What came of the wish to change readings. */
public sealed interface ChangeOutcome {

    /**
     * Everything is changed and committed.
     *
     * @param conflicts the first of the readings that an undo has left alone
     */
    record Done(Change change, List<ChangeConflict> conflicts) implements ChangeOutcome {}

    /** It is a job now, which goes on by itself. */
    record Queued(Change change) implements ChangeOutcome {}

    /**
     * There was nothing to change, and nothing is recorded.
     *
     * @param conflictCount how many readings an undo would have had to overwrite
     * @param conflicts the first of these
     */
    record Nothing(long conflictCount, List<ChangeConflict> conflicts) implements ChangeOutcome {

        /** No reading is meant, or all are as they should be. */
        static final Nothing AT_ALL = new Nothing(0, List.of());
    }

    /**
     * So many readings need a confirmation of exactly that number; nothing is changed.
     *
     * @param count readings that would be changed now
     */
    record Unconfirmed(ReadingCount count) implements ChangeOutcome {}

    /** Too many jobs wait already; nothing is changed. */
    record TooManyJobs() implements ChangeOutcome {}

    /** There is no such change to undo. */
    record NotThere() implements ChangeOutcome {}

    /** The change that is to be undone is still going on. */
    record NotFinished() implements ChangeOutcome {}

    /** Nothing of the change is left to be undone. */
    record AlreadyUndone() implements ChangeOutcome {}
}
