package datastream.collector.usecase.rollup;

import datastream.collector.domain.StoreUnavailable;

/**
 * Figures of stored readings beside the readings. What is told from them is exact at every moment,
 * whatever has been made by then: that only makes telling quick. Thread-safe, also across
 * collectors.
 */
public interface SummaryStore {

    /**
     * Makes a bounded part of what is to be made, the newest first, unless others are at it.
     *
     * @return whether there was anything to be made
     * @throws StoreUnavailable when the database cannot do it now; what is made is right
     */
    boolean make();
}
