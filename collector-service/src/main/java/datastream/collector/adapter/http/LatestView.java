package datastream.collector.adapter.http;

import datastream.collector.domain.StoredReading;
import datastream.http.QueryParameters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest readings of some sensors as the API shows them.
 *
 * @param nextCursor where the next page begins, or null on the last page
 */
record LatestView(List<ReadingView> data, @Nullable String nextCursor, Links links) {

    /**
     * The same query at its neighbour, as an address relative to the server.
     *
     * @param next null on the last page
     */
    record Links(@Nullable String next) {}

    static LatestView of(
            List<StoredReading> data, @Nullable String next, String path, QueryParameters query) {
        String link =
                next == null ? null : path + "?" + query.with("cursor", next, Set.of("cursor"));
        return new LatestView(data.stream().map(ReadingView::of).toList(), next, new Links(link));
    }
}
