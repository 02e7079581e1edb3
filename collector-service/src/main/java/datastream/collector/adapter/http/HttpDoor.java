package datastream.collector.adapter.http;

import datastream.collector.domain.Door;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Ingestion;
import datastream.collector.usecase.ingest.Overloaded;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Problem;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.http.RequestBody;
import datastream.reading.IngestOutcome;
import datastream.reading.Submission;
import datastream.security.Admission;
import datastream.wire.KnownFields;
import datastream.wire.MalformedPayload;
import datastream.wire.OutcomeJson;
import datastream.wire.ReadingJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP door: {@code POST /api/readings}. It answers 2xx only after the commit. A caller that is
 * told 503 may send the same again: what was stored meanwhile is then a harmless duplicate.
 */
public final class HttpDoor {

    /** For an answer, once the body has come. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of that, for room. */
    private static final Duration ROOM = Duration.ofSeconds(1);

    private final IngestReadings ingest;
    private final Access access;

    /** For those who show a token. */
    public HttpDoor(IngestReadings ingest) {
        this(ingest, Admission.KNOWN_SENDERS);
    }

    public HttpDoor(IngestReadings ingest, Admission admission) {
        this.ingest = ingest;
        access =
                switch (admission) {
                    case KNOWN_SENDERS -> Access.INGEST_IN_SCOPE;
                    case ANYBODY -> Access.INGEST_IN_SCOPE_NAMED_OR_NOT;
                };
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/readings", this::post, access);
    }

    private void post(Context ctx) throws InterruptedException {
        QueryParameters.of(ctx, Set.of());
        refusePages(ctx);
        Taken taken = admit(ctx);
        IngestOutcome outcome = settled(taken);
        if (taken.fault() != null) {
            throw taken.fault();
        }
        answer(ctx, outcome);
    }

    /**
     * A page that somebody looks at on this machine must not hand in for him, under whatever name
     * it has got here; senders without token that are no browsers have no origin.
     */
    private static void refusePages(Context ctx) {
        if (BearerGuard.principal(ctx) == null && ctx.header("Origin") != null) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "From a page, readings need a token or API key");
        }
    }

    /** A body on its way; with what is wrong with it as a whole, when it holds no readings. */
    private record Taken(Ingestion ingestion, @Nullable MalformedPayload fault, long sinceNanos) {

        Taken(Ingestion ingestion, @Nullable MalformedPayload fault) {
            this(ingestion, fault, System.nanoTime());
        }

        Duration patience() {
            return PATIENCE.minusNanos(System.nanoTime() - sinceNanos);
        }
    }

    private static IngestOutcome settled(Taken taken) throws InterruptedException {
        try {
            return await(taken.ingestion().outcome(), taken.patience());
        } catch (TimeoutException e) {
            // It is stored later: sent again it is a harmless duplicate.
            throw new StoreUnavailable("Not committed in time", e);
        } catch (ExecutionException e) {
            throw unavailable(e);
        }
    }

    /** A body keeps its room here until it has found room in the collector. */
    private Taken admit(Context ctx) throws InterruptedException {
        try (RequestBody body = RequestBody.read(ctx)) {
            Taken taken = take(ctx, body.bytes());
            awaitRoom(taken.ingestion());
            return taken;
        }
    }

    private static void awaitRoom(Ingestion ingestion) throws InterruptedException {
        try {
            await(ingestion.admitted(), ROOM);
        } catch (TimeoutException e) {
            if (ingestion.withdraw()) {
                throw new StoreUnavailable("No room", e);
            }
            // It has found room at the last moment.
        } catch (ExecutionException e) {
            throw unavailable(e);
        }
    }

    private Taken take(Context ctx, byte[] body) {
        try {
            Submission submission = decode(ctx, body).within(BearerGuard.scope(ctx));
            return new Taken(ingest.ingest(Door.HTTP, submission, body.length), null);
        } catch (MalformedPayload e) {
            return new Taken(ingest.malformed(Door.HTTP, e.reason(), body), e);
        }
    }

    private static <T> T await(CompletionStage<T> stage, Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static RuntimeException unavailable(ExecutionException e) {
        return switch (e.getCause()) {
            case StoreUnavailable cause -> cause;
            case Overloaded cause -> new StoreUnavailable("No room", cause);
            case null, default -> new IllegalStateException("A submission failed", e);
        };
    }

    private static Submission decode(Context ctx, byte[] body) {
        return switch (RequestBody.type(ctx)) {
            case "application/json" -> ReadingJson.decode(body, KnownFields.NONE);
            case "application/x-ndjson" -> ReadingJson.decodeLines(body);
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
