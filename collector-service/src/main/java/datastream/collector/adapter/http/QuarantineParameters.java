package datastream.collector.adapter.http;

import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The query of a request that means entries of the quarantine. */
final class QuarantineParameters {

    /** Each content may be some kilobytes long. */
    private static final int MOST = 1_000;

    private static final Set<String> FILTER = Set.of("door", "reason", "from", "to", "duration");

    private QuarantineParameters() {}

    /** A filter, of which every part may be absent. */
    record Found(QuarantineFilter filter, Page page) {}

    static Found page(Context ctx, Clock clock) {
        QueryParameters query = QueryParameters.of(ctx, filterAnd("limit", "offset"));
        return new Found(
                filter(query, clock),
                new Page(
                        query.integerOr("limit", Page.USUAL, 1, MOST),
                        query.integerOr("offset", 0, 0, Integer.MAX_VALUE),
                        Page.Order.DESC));
    }

    /**
     * A filter for an act that cannot be undone: everything is meant only by {@code all=true}.
     *
     * @throws InvalidField when neither a filter nor {@code all=true} is given, or both
     */
    static QuarantineFilter many(Context ctx, Clock clock) {
        QueryParameters query = QueryParameters.of(ctx, filterAnd("all"));
        boolean all = query.flag("all", false);
        boolean filtered = FILTER.stream().anyMatch(name -> query.text(name) != null);
        if (all == filtered) {
            throw new InvalidField(
                    "all",
                    all
                            ? "cannot go with a filter"
                            : "must be true when nothing else says which entries are meant");
        }
        return filter(query, clock);
    }

    /**
     * @throws InvalidField when the {@code id} in the path cannot be one
     */
    static long id(Context ctx) {
        String text = ctx.pathParam("id");
        if (text.matches("[1-9][0-9]{0,17}")) {
            return Long.parseLong(text);
        }
        throw InvalidField.of("id", "must be a whole number above 0", text);
    }

    private static QuarantineFilter filter(QueryParameters query, Clock clock) {
        TimeRangeParameters range = TimeRangeParameters.of(query, clock);
        return new QuarantineFilter(
                oneOf(query, "door", Door.values(), Door::wireName),
                oneOf(query, "reason", Quarantined.Reason.values(), Quarantined.Reason::wireName),
                false,
                range.fromMicros(),
                range.toMicros());
    }

    private static <T> @Nullable T oneOf(
            QueryParameters query, String name, T[] values, Function<T, String> wireName) {
        String text = query.text(name);
        if (text == null) {
            return null;
        }
        return Arrays.stream(values)
                .filter(value -> wireName.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> {
                    var names = Arrays.stream(values).map(wireName).toList();
                    return InvalidField.of(name, "must be one of " + names, text);
                });
    }

    private static Set<String> filterAnd(String... more) {
        Set<String> names = new HashSet<>(FILTER);
        names.addAll(Set.of(more));
        return names;
    }
}
