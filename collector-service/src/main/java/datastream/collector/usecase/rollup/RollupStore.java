package datastream.collector.usecase.rollup;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;

/**
 * Counts of stored readings beside the readings. They are exact at every moment, whatever has been
 * folded and built by then: that only makes counting quick. Thread-safe, also across collectors.
 */
public interface RollupStore {

    /**
     * Takes a bounded part of what has been journalled into the rollups. Does nothing while another
     * collector is at it.
     *
     * @return whether there is more
     * @throws StoreUnavailable when the database cannot do it now; nothing has changed
     */
    boolean fold();

    /**
     * Builds the rollups of a bounded part of the readings of which they know nothing, the newest
     * first. Does nothing while another collector is at it.
     *
     * @return whether there is more
     * @throws StoreUnavailable when the database cannot do it now; nothing has changed
     */
    boolean build();

    /**
     * Forgets the rollups of whole days, which are built anew from the readings that are there
     * then. To be called <em>before</em> readings disappear without a journal, as they do with a
     * dropped partition: when it returns, whoever counts these days counts readings.
     *
     * @param fromDay first day since 1970, UTC
     * @param toDay first day behind it
     * @param hold how long nothing is built of them; by then the readings must be gone
     * @throws StoreUnavailable when the database cannot do it now; nothing has changed
     */
    void forget(long fromDay, long toDay, Duration hold);
}
