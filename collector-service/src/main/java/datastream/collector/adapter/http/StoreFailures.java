package datastream.collector.adapter.http;

import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.StoreUnavailable;
import datastream.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;

/**
 * A database that is away is a 503 with Retry-After, on every route. So is one that was too slow,
 * but for a filter of readings with which it has to look at everything: that is a 422, as trying
 * again does not help, and says what to add.
 */
public final class StoreFailures {

    private StoreFailures() {}

    public static void addTo(RoutesConfig routes) {
        routes.exception(
                StoreUnavailable.class,
                (_, ctx) -> unavailable(ctx, "The database cannot do this now; try again"));
        routes.exception(QueryTimeout.class, StoreFailures::answer);
    }

    private static void answer(QueryTimeout e, Context ctx) {
        long seconds = e.limit().toSeconds();
        if (isForPages(ctx) && !ReadingParameters.isNarrowed(ctx)) {
            Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "Not done within %d s: neither sensors nor a time are given, so every reading is looked at; add sensor_type, id1, id2, from, to or duration, or use /api/readings/export"
                                    .formatted(seconds))
                    .answer(ctx);
        } else {
            unavailable(
                    ctx,
                    "The database was stopped after %d s; try again, or ask for fewer sensors or less time"
                            .formatted(seconds));
        }
    }

    /** Where a filter that names neither sensors nor a time means every reading. */
    private static boolean isForPages(Context ctx) {
        return ctx.method().equals(HandlerType.GET) && ctx.path().equals("/api/readings");
    }

    private static void unavailable(Context ctx, String detail) {
        ctx.header("Retry-After", "1");
        Problem.of(HttpStatus.SERVICE_UNAVAILABLE, detail).answer(ctx);
    }
}
