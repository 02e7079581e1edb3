package datastream.collector.usecase.change;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeConflict;
import datastream.collector.domain.ChangeFilter;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoreUnavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes that are recorded. Every method throws {@link StoreUnavailable} when the database
 * cannot answer now. Thread-safe.
 */
public interface ChangeLog {

    /** The change of that number, or null when there is none, or no longer. */
    @Nullable Change find(long id);

    /** Those that match, ordered by the time when they were asked for. */
    Slice<Change> find(ChangeFilter filter, Page page);

    /**
     * The readings of a change, ordered by their sensors' keys and time.
     *
     * @param after only those behind this one; null for all
     * @param most at least 1
     */
    List<ChangedReading> readings(long id, @Nullable ReadingId after, int most);

    /** The readings that an undo has left alone, as {@link #readings}. */
    List<ChangeConflict> conflicts(long id, @Nullable ReadingId after, int most);

    /**
     * Deletes one finished change that was asked for before an instant, the oldest, or a part of
     * its readings, in a small transaction.
     *
     * @param micros microseconds since 1970
     * @return whether it has found one, so that there may be more
     */
    boolean deleteSomeBefore(long micros);

    /**
     * Deletes, likewise, a part of the oldest finished change, if the changes after it have as many
     * {@linkplain #rowsAfter rows} as may be kept.
     *
     * @param most at least 1
     */
    boolean deleteSomeBeyond(long most);

    /** One for each change that was asked for after this one, and one for each of its readings. */
    long rowsAfter(long id);
}
