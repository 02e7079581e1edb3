package datastream.collector.adapter.http;

import datastream.http.Access;
import datastream.http.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /metrics}, for Prometheus. It shows counts and times, and nothing of what was sent. */
public final class MetricsRoutes {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> scrape;

    /**
     * @param scrape all meters now, in the text format of Prometheus
     */
    public MetricsRoutes(Supplier<String> scrape) {
        this.scrape = scrape;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::answer, Access.WATCHED);
    }

    private void answer(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        ctx.contentType(PROMETHEUS_TEXT).result(scrape.get());
    }
}
