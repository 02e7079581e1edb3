package datastream.collector.adapter.http;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.find.FindReadings;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.http.Access;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Queries: {@code GET /api/readings} and {@code GET /api/sensors}. */
public final class ReadingRoutes {

    private static final Set<String> SENSOR_PARAMETERS =
            Set.of("sensor_type", "id1", "id2", "limit", "offset");
    private static final Set<String> READING_PARAMETERS =
            Set.of(
                    "sensor_type",
                    "id1",
                    "id2",
                    "limit",
                    "offset",
                    "from",
                    "to",
                    "duration",
                    "order");

    private final FindReadings findReadings;
    private final SensorCatalogue sensors;
    private final Clock clock;

    public ReadingRoutes(FindReadings findReadings, SensorCatalogue sensors, Clock clock) {
        this.findReadings = findReadings;
        this.sensors = sensors;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/readings", this::find, Access.READ);
        routes.get("/api/sensors", this::catalogue, Access.READ);
    }

    private void find(Context ctx) {
        QueryParameters query = QueryParameters.of(ctx, READING_PARAMETERS);
        TimeRangeParameters range = TimeRangeParameters.of(query, clock);
        ReadingFilter filter = filter(query, range);
        Page page = new Page(limit(query), offset(query), order(query));
        ctx.json(view(findReadings.find(filter, page), ReadingView::of));
    }

    private void catalogue(Context ctx) {
        QueryParameters query = QueryParameters.of(ctx, SENSOR_PARAMETERS);
        ReadingFilter filter = filter(query, new TimeRangeParameters(null, null));
        ctx.json(view(sensors.newest(filter, limit(query), offset(query)), SensorView::of));
    }

    private static ReadingFilter filter(QueryParameters query, TimeRangeParameters range) {
        return new ReadingFilter(
                query.text("sensor_type"),
                query.text("id1"),
                query.integer("id2", 0, Integer.MAX_VALUE),
                range.fromMicros(),
                range.toMicros());
    }

    private static int limit(QueryParameters query) {
        return query.integerOr("limit", Page.USUAL, 1, Page.MOST);
    }

    private static int offset(QueryParameters query) {
        return query.integerOr("offset", 0, 0, Integer.MAX_VALUE);
    }

    private static Page.Order order(QueryParameters query) {
        String order = query.text("order");
        return switch (order == null ? "desc" : order) {
            case "asc" -> Page.Order.ASC;
            case "desc" -> Page.Order.DESC;
            default -> throw InvalidField.of("order", "must be asc or desc", String.valueOf(order));
        };
    }

    private static <T> Slice<T> view(Slice<StoredReading> slice, Function<StoredReading, T> item) {
        List<T> data = slice.data().stream().map(item).toList();
        return new Slice<>(data, slice.total());
    }
}
