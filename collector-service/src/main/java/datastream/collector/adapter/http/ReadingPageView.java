package datastream.collector.adapter.http;

import datastream.collector.domain.Position;
import datastream.collector.domain.ReadingPage;
import datastream.http.QueryParameters;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of readings as the API shows it.
 *
 * @param nextCursor where the next page begins, or null on the last page
 * @param previousCursor where the page before ends, or null on the first page
 */
record ReadingPageView(
        List<ReadingView> data,
        long total,
        @Nullable String nextCursor,
        @Nullable String previousCursor,
        Links links) {

    private static final Set<String> PLACE = Set.of("cursor", "offset");

    /**
     * The same query at its neighbours, as addresses relative to the server.
     *
     * @param next null on the last page
     * @param previous null on the first page
     */
    record Links(@Nullable String next, @Nullable String previous) {}

    /**
     * @param path of the request
     * @param query of the request
     * @param cursor makes a position a cursor
     */
    static ReadingPageView of(
            ReadingPage page,
            String path,
            QueryParameters query,
            Function<Position, String> cursor) {
        String next = page.next() == null ? null : cursor.apply(page.next());
        String previous = page.previous() == null ? null : cursor.apply(page.previous());
        return new ReadingPageView(
                page.data().stream().map(ReadingView::of).toList(),
                page.total(),
                next,
                previous,
                new Links(link(path, query, next), link(path, query, previous)));
    }

    private static @Nullable String link(
            String path, QueryParameters query, @Nullable String cursor) {
        return cursor == null ? null : path + "?" + query.with("cursor", cursor, PLACE);
    }
}
