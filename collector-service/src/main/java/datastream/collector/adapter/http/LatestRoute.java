package datastream.collector.adapter.http;

import datastream.collector.domain.Page;
import datastream.collector.domain.Position;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.find.LatestReadings;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.EntityTag;
import datastream.http.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/readings/latest}: what each sensor has measured last. */
public final class LatestRoute {

    private static final String PATH = "/api/readings/latest";

    private final LatestReadings readings;
    private final Cursors cursors;

    public LatestRoute(LatestReadings readings, Cursors cursors) {
        this.readings = readings;
        this.cursors = cursors;
    }

    /** Before the route of a single reading, whose id it would be taken for. */
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::latest, Access.READ_IN_SCOPE);
    }

    private void latest(Context ctx) {
        QueryParameters query = ReadingParameters.ofLatest(ctx);
        Cursors.Query asked = asked(ReadingParameters.sensors(query, BearerGuard.scope(ctx)));
        int limit = ReadingParameters.limit(query);
        List<StoredReading> found = readings.latest(asked.filter(), after(query, asked), limit + 1);
        List<StoredReading> data = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? cursor(data.getLast(), asked) : null;
        EntityTag.json(ctx, LatestView.of(data, next, PATH, query));
    }

    /** Without a time, so that the same answer is the same text. */
    private static Cursors.Query asked(ReadingFilter filter) {
        return new Cursors.Query(Cursors.Result.LATEST, filter, Page.Order.ASC, 0);
    }

    private int after(QueryParameters query, Cursors.Query asked) {
        String cursor = query.text("cursor");
        return cursor == null
                ? 0
                : cursors.check(Cursors.receive(cursor), asked).reading().sensorId();
    }

    /** A position among sensors: the reading's time is of no account. */
    private @Nullable String cursor(StoredReading last, Cursors.Query asked) {
        ReadingId sensor = new ReadingId(last.id().sensorId(), 0);
        return cursors.write(new Position(sensor, Position.Heading.NEXT), asked);
    }
}
