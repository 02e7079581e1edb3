package datastream.generator.rest;

import datastream.generator.simulation.LinkHealth;
import datastream.generator.simulation.Transport;
import datastream.generator.simulation.Uplink;
import datastream.http.Access;
import datastream.http.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /health}: a generator service is ready once it listens, even while the collector is away:
 * it keeps readings and reconnects. How its transports are, it tells all the same.
 */
public final class HealthRoutes {

    private final Map<Transport, Uplink> uplinks;

    public HealthRoutes(Map<Transport, Uplink> uplinks) {
        this.uplinks = Map.copyOf(uplinks);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", HealthRoutes::live, Access.ANYONE);
        routes.get("/health/ready", this::ready, Access.ANYONE);
    }

    private record Live(String status) {}

    private record Ready(String status, Checks checks) {}

    private record Checks(String collector, String broker) {}

    private static void live(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        ctx.json(new Live("up"));
    }

    private void ready(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        var checks =
                new Checks(
                        describe(uplinks.get(Transport.GRPC)),
                        describe(uplinks.get(Transport.MQTT)));
        ctx.json(new Ready("up", checks));
    }

    private static String describe(@Nullable Uplink uplink) {
        if (uplink == null) {
            return "off";
        }
        LinkHealth health = uplink.health();
        return health.name().toLowerCase(Locale.ROOT);
    }
}
