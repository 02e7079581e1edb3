package datastream.collector.adapter.http;

import datastream.collector.usecase.limit.LimitRequests;
import datastream.collector.usecase.limit.LimitRequests.Errand;
import datastream.collector.usecase.limit.LimitRequests.Verdict;
import datastream.collector.usecase.limit.RequestLimit;
import datastream.http.Problem;
import datastream.http.ProblemException;
import datastream.http.RequestGate;
import datastream.security.Principal;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that are too many, and tells with every answer how many more may follow: {@code
 * RateLimit-Policy} and {@code RateLimit} as in draft-ietf-httpapi-ratelimit-headers-10.
 */
public final class RequestLimitGate implements RequestGate {

    private static final Set<String> LOG_INS = Set.of("/login", "/refresh");

    private final LimitRequests limits;
    private final Actors actors;

    public RequestLimitGate(LimitRequests limits, Actors actors) {
        this.limits = limits;
        this.actors = actors;
    }

    @Override
    public void pass(Context ctx, @Nullable Principal principal) {
        Verdict verdict = limits.count(principal, actors.source(ctx), errand(ctx));
        if (verdict == null) {
            return;
        }
        ctx.header("RateLimit-Policy", policy(verdict));
        ctx.header("RateLimit", state(verdict));
        if (!verdict.ruling().passed()) {
            throw refusal(verdict);
        }
    }

    private static Errand errand(Context ctx) {
        return LOG_INS.contains(ctx.path()) ? Errand.LOG_IN : Errand.ANYTHING_ELSE;
    }

    /** So many are allowed in the time in which an empty bucket fills. */
    private static String policy(Verdict verdict) {
        RequestLimit limit = verdict.limit();
        return "\"%s\";q=%d;w=%d"
                .formatted(
                        verdict.kind().wireName(),
                        limit.atOnce(),
                        Math.ceilDiv(limit.wholeMicros(), 1_000_000L));
    }

    private static String state(Verdict verdict) {
        return "\"%s\";r=%d;t=%d"
                .formatted(
                        verdict.kind().wireName(),
                        verdict.ruling().remaining(),
                        seconds(verdict.ruling().next()));
    }

    private static ProblemException refusal(Verdict verdict) {
        String whose =
                switch (verdict.kind()) {
                    case ACCOUNT -> "this account";
                    case KEY -> "this API key";
                    case ADDRESS -> "this address without a good token or API key";
                };
        long seconds = seconds(verdict.ruling().next());
        return new ProblemException(
                Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Too many requests of %s; try again in %d s".formatted(whose, seconds)),
                Map.of("Retry-After", String.valueOf(seconds)));
    }

    /** Rounded up: who comes back then is not a moment too early. */
    private static long seconds(Duration time) {
        return Math.ceilDiv(time.toNanos(), 1_000_000_000L);
    }
}
