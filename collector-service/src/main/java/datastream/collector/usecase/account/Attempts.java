package datastream.collector.usecase.account;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.List;

/**
 * Counts attempts for all collectors on one database, by its clock. Every method throws {@link
 * StoreUnavailable} when the database cannot answer now. Thread-safe.
 */
public interface Attempts {

    /**
     * What is counted under one name.
     *
     * @param id 32 characters that tell nobody what is counted
     */
    record Counter(String id, Allowance allowance) {}

    /**
     * Counts one attempt with each of the counters, or with none when one of them allows no more:
     * of any number of collectors at once exactly as many come through as are allowed.
     *
     * @return zero when it is counted; else after what time it might be
     */
    Duration take(List<Counter> counters);

    /** As if {@link #take} had not been called with these. */
    void giveBack(List<Counter> counters);

    /** Keeps a name for a time. */
    void remember(String id, Duration time);

    /** Whether a name is still kept. */
    boolean isRemembered(String id);

    /**
     * Deletes, in one small transaction, what has no meaning any more.
     *
     * @param most at least 1
     * @return how many rows
     */
    int forget(int most);
}
