package datastream.collector.adapter.http;

import datastream.collector.domain.StoreUnavailable;
import datastream.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;

/** A database that is away is a 503 with Retry-After, on every route. */
public final class StoreFailures {

    private StoreFailures() {}

    public static void addTo(RoutesConfig routes) {
        routes.exception(
                StoreUnavailable.class,
                (_, ctx) -> {
                    ctx.header("Retry-After", "1");
                    Problem.of(
                                    HttpStatus.SERVICE_UNAVAILABLE,
                                    "The database cannot do this now; try again")
                            .answer(ctx);
                });
    }
}
