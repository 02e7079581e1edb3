package datastream.collector.usecase.key;

import datastream.collector.domain.StoreUnavailable;
import java.util.List;
import java.util.Set;

/**
 * The API keys as a collector that lets callers in needs them. Every method throws {@link
 * StoreUnavailable} when the database cannot answer now. Thread-safe.
 */
public interface GoodKeys {

    /**
     * All keys that are good.
     *
     * @param version what {@link #version} said before they were looked for
     */
    record All(long version, List<GoodKey> keys) {

        public All {
            keys = List.copyOf(keys);
        }
    }

    /** Another number after each change of what {@link #all} tells, but for keys that expire. */
    long version();

    /** Those that are neither revoked nor expired by the database's clock. */
    All all();

    /** Notes that these keys have been used by now. */
    void used(Set<Long> keys);
}
