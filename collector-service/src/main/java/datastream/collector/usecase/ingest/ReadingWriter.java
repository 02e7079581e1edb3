package datastream.collector.usecase.ingest;

import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Reading;
import java.util.List;

/** The write half of the store: makes readings durable. Thread-safe. */
public interface ReadingWriter {

    /**
     * Stores readings in one transaction. When this returns, it has committed; a reading that was
     * there before is left as it was.
     *
     * @param readings at least one
     * @throws StoreUnavailable when it is not known to have committed; calling again is safe
     * @throws BatchRefused when a reading among them can never be stored; nothing was
     */
    BatchResult append(List<Reading> readings);
}
