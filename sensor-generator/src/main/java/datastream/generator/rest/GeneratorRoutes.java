package datastream.generator.rest;

import datastream.generator.simulation.CreationRefused;
import datastream.generator.simulation.Generator;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.Generators;
import datastream.generator.simulation.Rate;
import datastream.http.Access;
import datastream.http.Json;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/generators}: create, look at, change, pause, resume and delete generators. */
public final class GeneratorRoutes {

    private static final String ALL = "/api/generators";
    private static final String ONE = ALL + "/{id}";

    private final Generators generators;

    public GeneratorRoutes(Generators generators) {
        this.generators = generators;
    }

    public void addTo(RoutesConfig routes) {
        routes.post(ALL, this::create, Access.CONTROL);
        routes.get(ALL, this::list, Access.READ);
        routes.get(ONE, ctx -> show(ctx, find(ctx)), Access.READ);
        routes.patch(ONE, this::changeRate, Access.CONTROL);
        routes.post(ONE + "/pause", this::pause, Access.CONTROL);
        routes.post(ONE + "/resume", this::resume, Access.CONTROL);
        routes.delete(ONE, this::delete, Access.CONTROL);
    }

    private record GeneratorList(List<GeneratorJson> data, int total) {}

    private record RateChange(@Nullable Double rate) {}

    private void create(Context ctx) {
        requireNoParameters(ctx);
        Generator generator = create(Json.body(ctx, GeneratorRequest.class).toSpec());
        ctx.status(HttpStatus.CREATED);
        ctx.header("Location", ALL + "/" + generator.id());
        show(ctx, generator);
    }

    private Generator create(GeneratorSpec spec) {
        try {
            return generators.create(spec);
        } catch (CreationRefused e) {
            throw new ProblemException(HttpStatus.CONFLICT, e.reason());
        }
    }

    private void list(Context ctx) {
        requireNoParameters(ctx);
        List<GeneratorJson> all =
                generators.all().stream().map(g -> GeneratorJson.of(g.status())).toList();
        ctx.json(new GeneratorList(all, all.size()));
    }

    private void changeRate(Context ctx) {
        Generator generator = find(ctx);
        RateChange change = Json.body(ctx, RateChange.class);
        generator.changeRate(new Rate(Json.required("rate", change.rate())));
        show(ctx, generator);
    }

    private void pause(Context ctx) {
        Generator generator = find(ctx);
        generator.pause();
        show(ctx, generator);
    }

    private void resume(Context ctx) {
        Generator generator = find(ctx);
        generator.resume();
        show(ctx, generator);
    }

    private void delete(Context ctx) throws InterruptedException {
        requireNoParameters(ctx);
        if (!generators.delete(ctx.pathParam("id"))) {
            throw unknown(ctx);
        }
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private Generator find(Context ctx) {
        requireNoParameters(ctx);
        Generator generator = generators.find(ctx.pathParam("id"));
        if (generator == null) {
            throw unknown(ctx);
        }
        return generator;
    }

    private static void show(Context ctx, Generator generator) {
        ctx.json(GeneratorJson.of(generator.status()));
    }

    private static void requireNoParameters(Context ctx) {
        QueryParameters.of(ctx, Set.of());
    }

    private static ProblemException unknown(Context ctx) {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "There is no generator " + ctx.pathParam("id"));
    }
}
