package datastream.collector.usecase.ingest;

import datastream.collector.domain.Quarantined;
import datastream.collector.domain.StoreUnavailable;
import java.util.List;

/** Where readings go that cannot be stored as such. Thread-safe. */
public interface Quarantine {

    /**
     * Keeps entries, in one transaction. The same content kept again is one entry, kept several
     * times: a sender that repeats itself does not fill the quarantine.
     *
     * @param entries at least one
     * @throws StoreUnavailable when it is not known to have committed; calling again is safe
     */
    void keep(List<Quarantined> entries);
}
