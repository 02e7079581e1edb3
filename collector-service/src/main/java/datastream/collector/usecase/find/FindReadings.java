package datastream.collector.usecase.find;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredReading;
import java.util.List;

/** Finds stored readings, a page at a time. Thread-safe. */
public final class FindReadings {

    private final ReadingStore store;

    public FindReadings(ReadingStore store) {
        this.store = store;
    }

    /** The page, and the size of the whole. Counts only when the page does not tell already. */
    public Slice<StoredReading> find(ReadingFilter filter, Page page) {
        List<StoredReading> readings = store.find(filter, page);
        return new Slice<>(readings, total(filter, page, readings.size()));
    }

    private long total(ReadingFilter filter, Page page, int found) {
        boolean lastPage = found < page.limit() && (found > 0 || page.offset() == 0);
        return lastPage ? (long) page.offset() + found : store.count(filter);
    }
}
