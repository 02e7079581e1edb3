package datastream.collector.adapter.http;

import datastream.http.Access;
import datastream.http.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * {@code /health/live}: this process runs. {@code /health/ready}: everything that it needs answers;
 * asked anew at every request.
 */
public final class HealthRoutes {

    /** State of one thing that the collector needs. */
    public enum State {
        UP,
        DOWN,
        /** Not configured, so not needed. */
        OFF
    }

    private record Liveness(State status) {}

    private record Readiness(State status, Map<String, State> checks) {}

    private final Map<String, Supplier<State>> checks;

    /**
     * @param checks by name; each answers within about two seconds
     */
    public HealthRoutes(Map<String, Supplier<State>> checks) {
        this.checks = Map.copyOf(checks);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", HealthRoutes::live, Access.WATCHED);
        routes.get("/health/ready", this::ready, Access.WATCHED);
    }

    private static void live(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        ctx.json(new Liveness(State.UP));
    }

    private void ready(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        Map<String, State> states = new TreeMap<>();
        checks.forEach((name, check) -> states.put(name, check.get()));
        boolean ready = !states.containsValue(State.DOWN);
        ctx.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        ctx.json(new Readiness(ready ? State.UP : State.DOWN, states));
    }
}
