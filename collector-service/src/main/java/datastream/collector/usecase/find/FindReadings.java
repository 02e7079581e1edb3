package datastream.collector.usecase.find;

import datastream.collector.domain.Page;
import datastream.collector.domain.Position;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.ReadingPage;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoredReading;
import datastream.reading.SensorScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds stored readings, a page at a time. Each page tells where its neighbours begin: who goes on
 * from there sees every reading once, whatever is stored meanwhile. Thread-safe.
 */
public final class FindReadings {

    private final ReadingStore store;

    public FindReadings(ReadingStore store) {
        this.store = store;
    }

    /** The page, and the size of the whole. Counts only when the page does not tell already. */
    public ReadingPage find(ReadingFilter filter, Page page) {
        List<StoredReading> found = store.find(filter, page.withOneMore());
        boolean ends = found.size() <= page.limit();
        boolean begins = page.offset() == 0 || found.isEmpty();
        boolean told = ends && (page.offset() == 0 || !found.isEmpty());
        long total = told ? (long) page.offset() + found.size() : store.count(filter);
        return ReadingPage.of(atMost(page.limit(), found), total, begins, ends);
    }

    /**
     * The page that begins at a position, or ends there when it heads for the previous ones.
     *
     * @param order of the whole result
     * @param limit most readings of the page
     */
    public ReadingPage find(ReadingFilter filter, Position from, Page.Order order, int limit) {
        boolean forward = from.heading() == Position.Heading.NEXT;
        Page.Order way = forward ? order : order.reversed();
        List<StoredReading> found =
                store.seek(filter, new Seek(from.reading(), from.included(), way, limit + 1));
        long total = store.count(filter);
        if (found.isEmpty()) {
            return new ReadingPage(
                    found, total, forward ? from.turned() : null, forward ? null : from.turned());
        }
        boolean last = found.size() <= limit;
        List<StoredReading> data = atMost(limit, found);
        return ReadingPage.of(
                forward ? data : data.reversed(), total, !forward && last, forward && last);
    }

    /** The reading of that name, or null when there is none, or no longer. */
    public @Nullable StoredReading find(ReadingId id) {
        return store.find(id);
    }

    /**
     * The same for one who is limited.
     *
     * @param scope the sensors that he may see; readings of others are not there for him
     */
    public @Nullable StoredReading find(ReadingId id, SensorScope scope) {
        StoredReading found = store.find(id);
        return found != null && scope.covers(found.reading().sensor()) ? found : null;
    }

    private static List<StoredReading> atMost(int limit, List<StoredReading> found) {
        return found.subList(0, Math.min(limit, found.size()));
    }
}
