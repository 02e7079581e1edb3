package datastream.collector.adapter.http;

import datastream.collector.domain.Page;
import datastream.collector.domain.Position;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.ReadingPage;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.find.FindReadings;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.EntityTag;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Queries: {@code GET /api/readings}, one by its id, and {@code GET /api/sensors}. */
public final class ReadingRoutes {

    private static final String PATH = "/api/readings";

    private final FindReadings findReadings;
    private final SensorCatalogue sensors;
    private final Cursors cursors;
    private final Clock clock;

    public ReadingRoutes(
            FindReadings findReadings, SensorCatalogue sensors, Cursors cursors, Clock clock) {
        this.findReadings = findReadings;
        this.sensors = sensors;
        this.cursors = cursors;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::find, Access.READ_IN_SCOPE);
        routes.get(PATH + "/{id}", this::show, Access.READ_IN_SCOPE);
        routes.get("/api/sensors", this::catalogue, Access.READ_IN_SCOPE);
    }

    private void find(Context ctx) {
        QueryParameters query = ReadingParameters.ofReadings(ctx);
        String cursor = query.text("cursor");
        if (cursor == null) {
            findFirst(ctx, query);
        } else {
            findFrom(Cursors.receive(cursor), ctx, query);
        }
    }

    private void findFirst(Context ctx, QueryParameters query) {
        Cursors.Query asked = asked(ctx, query, Timestamps.toMicros(clock.instant()));
        int offset = ReadingParameters.offset(query);
        Page page = new Page(ReadingParameters.limit(query), offset, asked.order());
        answer(ctx, query, asked, findReadings.find(asked.filter(), page));
    }

    private void findFrom(Cursors.Received cursor, Context ctx, QueryParameters query) {
        if (query.text("offset") != null) {
            throw new InvalidField("cursor", "cannot go with offset");
        }
        Cursors.Query asked = asked(ctx, query, cursor.askedMicros());
        Position from = cursors.check(cursor, asked);
        int limit = ReadingParameters.limit(query);
        answer(ctx, query, asked, findReadings.find(asked.filter(), from, asked.order(), limit));
    }

    /**
     * @param micros the time that a duration ends at: one for all pages of a result, which would
     *     otherwise lose readings while it is being read
     */
    private static Cursors.Query asked(Context ctx, QueryParameters query, long micros) {
        Clock then = Clock.fixed(Timestamps.toInstant(micros), ZoneOffset.UTC);
        TimeRangeParameters range = TimeRangeParameters.of(query, then);
        ReadingFilter filter = ReadingParameters.readings(query, range, BearerGuard.scope(ctx));
        return new Cursors.Query(filter, ReadingParameters.order(query), micros);
    }

    private void answer(
            Context ctx, QueryParameters query, Cursors.Query asked, ReadingPage found) {
        ctx.json(ReadingPageView.of(found, PATH, query, at -> cursors.write(at, asked)));
    }

    private void show(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        ReadingId id = ReadingId.fromText(ctx.pathParam("id"));
        StoredReading found = findReadings.find(id, BearerGuard.scope(ctx));
        if (found == null) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND, "There is no such reading, or no longer");
        }
        EntityTag.json(ctx, ReadingView.of(found));
    }

    private void catalogue(Context ctx) {
        QueryParameters query = ReadingParameters.ofSensors(ctx);
        Slice<StoredReading> found =
                sensors.newest(
                        ReadingParameters.sensors(query, BearerGuard.scope(ctx)),
                        ReadingParameters.limit(query),
                        ReadingParameters.offset(query));
        List<SensorView> data = found.data().stream().map(SensorView::of).toList();
        ctx.json(new Slice<>(data, found.total()));
    }
}
