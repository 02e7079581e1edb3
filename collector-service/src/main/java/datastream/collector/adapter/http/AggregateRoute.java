package datastream.collector.adapter.http;

import datastream.collector.usecase.aggregate.AggregateReadings;
import datastream.collector.usecase.aggregate.AggregateTooLarge;
import datastream.collector.usecase.aggregate.Aggregates;
import datastream.collector.usecase.aggregate.TooManyAggregates;
import datastream.http.Access;
import datastream.http.Problem;
import datastream.http.Problem.FieldError;
import datastream.http.StreamedAnswer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/readings/aggregate}: figures of the readings in buckets of time. */
public final class AggregateRoute {

    private static final Logger LOG = LoggerFactory.getLogger(AggregateRoute.class);

    private static final String RETRY_SECONDS = "2";

    private final AggregateReadings aggregateReadings;
    private final Clock clock;

    public AggregateRoute(AggregateReadings aggregateReadings, Clock clock) {
        this.aggregateReadings = aggregateReadings;
        this.clock = clock;
    }

    /** Before the route of a single reading, whose id it would be taken for. */
    public void addTo(RoutesConfig routes) {
        routes.get("/api/readings/aggregate", this::aggregate, Access.READ_IN_SCOPE);
        routes.exception(AggregateTooLarge.class, (e, ctx) -> problem(e).answer(ctx));
        routes.exception(
                TooManyAggregates.class,
                (e, ctx) -> {
                    ctx.header("Retry-After", RETRY_SECONDS);
                    Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()))
                            .answer(ctx);
                });
    }

    private void aggregate(Context ctx) throws IOException {
        AggregateParameters parameters = AggregateParameters.of(ctx, clock);
        try (Aggregates computed = aggregateReadings.aggregate(parameters.asked())) {
            ctx.contentType("application/json");
            ctx.header("Cache-Control", "private, no-cache");
            send(computed, new AggregateText(parameters), StreamedAnswer.begin(ctx));
        }
    }

    /** Once begun, an answer can fail only by not coming to its end, whatever the reason. */
    private static void send(Aggregates computed, AggregateText text, StreamedAnswer answer) {
        boolean whole = false;
        try {
            text.write(computed.rows(), answer);
            whole = true;
        } catch (IOException e) {
            LOG.debug("Nobody reads aggregates any more", e);
        } finally {
            if (!whole) {
                answer.cut();
            }
        }
    }

    private static Problem problem(AggregateTooLarge e) {
        HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
        return new Problem(
                "about:blank",
                status.getMessage(),
                status.getCode(),
                e.parameter() + " " + e.rule(),
                List.of(new FieldError(e.parameter(), e.rule())));
    }
}
