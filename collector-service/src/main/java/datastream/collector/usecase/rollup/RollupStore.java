package datastream.collector.usecase.rollup;

import datastream.collector.domain.StoreUnavailable;

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
}
