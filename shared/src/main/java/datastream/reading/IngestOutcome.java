package datastream.reading;

import java.util.List;

/**
 * What became of a submission, told only after the database has committed. committed + duplicates +
 * rejections = readings handed in.
 *
 * @param committed readings newly stored
 * @param duplicates readings that were stored already, with the same value
 * @param rejections readings that are not stored, ordered by index
 */
public record IngestOutcome(int committed, int duplicates, List<Rejection> rejections) {

    public IngestOutcome {
        rejections = List.copyOf(rejections);
    }

    /** Whether at least one reading of the submission is now in the database. */
    public boolean anythingStored() {
        return committed + duplicates > 0;
    }

    /** Number of readings this outcome speaks for. */
    public int size() {
        return committed + duplicates + rejections.size();
    }
}
