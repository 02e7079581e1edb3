package datastream.collector.adapter.http;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Overloaded;
import datastream.http.Access;
import datastream.http.Problem;
import datastream.http.QueryParameters;
import datastream.http.RequestBody;
import datastream.reading.IngestOutcome;
import datastream.reading.Submission;
import datastream.wire.KnownFields;
import datastream.wire.OutcomeJson;
import datastream.wire.ReadingJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP door: {@code POST /api/readings}. It answers 2xx only after the commit. A caller that is
 * told 503 may send the same again: what was stored meanwhile is then a harmless duplicate.
 */
public final class HttpDoor {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long COMMIT_SECONDS = 5;

    private final IngestReadings ingest;

    public HttpDoor(IngestReadings ingest) {
        this.ingest = ingest;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/readings", this::post, Access.INGEST);
    }

    private void post(Context ctx) throws InterruptedException {
        QueryParameters.of(ctx, Set.of());
        Submission submission = decode(ctx);
        try {
            IngestOutcome outcome =
                    ingest.ingest(submission, PATIENCE)
                            .toCompletableFuture()
                            .get(COMMIT_SECONDS, TimeUnit.SECONDS);
            answer(ctx, outcome);
        } catch (Overloaded | TimeoutException e) {
            throw new StoreUnavailable("No room", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreUnavailable unavailable
                    ? unavailable
                    : new IllegalStateException("A submission failed", e);
        }
    }

    private static Submission decode(Context ctx) {
        return switch (RequestBody.type(ctx)) {
            case "application/json" -> ReadingJson.decode(RequestBody.bytes(ctx), KnownFields.NONE);
            case "application/x-ndjson" -> ReadingJson.decodeLines(RequestBody.bytes(ctx));
            default -> throw RequestBody.unsupported("application/json or application/x-ndjson");
        };
    }

    private static void answer(Context ctx, IngestOutcome outcome) {
        if (outcome.anythingStored() || outcome.rejections().isEmpty()) {
            ctx.json(OutcomeJson.of(outcome));
        } else {
            NothingStored problem = NothingStored.of(outcome.rejections());
            Problem.answer(ctx, problem.status(), problem);
        }
    }
}
