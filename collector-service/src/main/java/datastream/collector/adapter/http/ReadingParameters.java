package datastream.collector.adapter.http;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import datastream.reading.SensorScope;
import io.javalin.http.Context;
import java.util.Set;
import java.util.TreeSet;

/** The query of a request that means readings or sensors. */
final class ReadingParameters {

    private static final Set<String> SENSOR = Set.of("sensor_type", "id1", "id2");
    private static final Set<String> PAGE = Set.of("limit", "offset");
    private static final Set<String> NARROWING = union(SENSOR, Set.of("from", "to", "duration"));
    private static final Set<String> FILTER = union(NARROWING, Set.of("min_value", "max_value"));
    private static final Set<String> PLACE = union(PAGE, Set.of("order", "cursor"));

    private ReadingParameters() {}

    static QueryParameters ofSensors(Context ctx) {
        return QueryParameters.of(ctx, union(SENSOR, PAGE), SENSOR);
    }

    static QueryParameters ofReadings(Context ctx) {
        return QueryParameters.of(ctx, union(FILTER, PLACE), SENSOR);
    }

    /** Of all readings that match, with parameters of the route's own beside the filter. */
    static QueryParameters ofFilter(Context ctx, Set<String> more) {
        return QueryParameters.of(ctx, union(FILTER, more), SENSOR);
    }

    /** Whether anything says which readings are meant. */
    static boolean isFiltered(QueryParameters query) {
        return FILTER.stream().anyMatch(name -> query.text(name) != null);
    }

    /**
     * Whether a request says which sensors are meant, or when. One that says neither may make the
     * database look at everything.
     */
    static boolean isNarrowed(Context ctx) {
        return NARROWING.stream().anyMatch(name -> ctx.queryParam(name) != null);
    }

    static QueryParameters ofLatest(Context ctx) {
        return QueryParameters.of(ctx, union(SENSOR, Set.of("limit", "cursor")), SENSOR);
    }

    static QueryParameters ofExport(Context ctx) {
        Set<String> own = Set.of("order", "format", "summary", "after");
        return QueryParameters.of(ctx, union(FILTER, own), SENSOR);
    }

    /**
     * @param scope the sensors that the caller is limited to
     */
    static ReadingFilter sensors(QueryParameters query, SensorScope scope) {
        return readings(query, new TimeRangeParameters(null, null), scope);
    }

    /**
     * @param scope the sensors that the caller is limited to
     */
    static ReadingFilter readings(
            QueryParameters query, TimeRangeParameters range, SensorScope scope) {
        return new ReadingFilter(
                new TreeSet<>(query.texts("sensor_type")),
                new TreeSet<>(query.texts("id1")),
                new TreeSet<>(query.integers("id2", 0, Integer.MAX_VALUE)),
                range.fromMicros(),
                range.toMicros(),
                query.number("min_value"),
                query.number("max_value"),
                scope);
    }

    static int limit(QueryParameters query) {
        return query.integerOr("limit", Page.USUAL, 1, Page.MOST);
    }

    static int offset(QueryParameters query) {
        return query.integerOr("offset", 0, 0, Integer.MAX_VALUE);
    }

    static Page.Order order(QueryParameters query) {
        String order = query.text("order");
        return switch (order == null ? "desc" : order) {
            case "asc" -> Page.Order.ASC;
            case "desc" -> Page.Order.DESC;
            default -> throw InvalidField.of("order", "must be asc or desc", String.valueOf(order));
        };
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
