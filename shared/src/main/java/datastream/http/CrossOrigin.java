package datastream.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;

/**
 * Tells browsers whether pages of other origins may see an answer (the Fetch standard, section
 * 3.3), and answers what they ask before. Origins are compared as a whole. It never allows
 * credentials: a browser has none for us, since tokens come in a header that the page itself sets.
 */
final class CrossOrigin implements Handler {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Encoding, Content-Type, If-None-Match, X-API-Key";
    private static final String ANSWER_HEADERS =
            "Allow, Content-Disposition, ETag, Location, RateLimit, RateLimit-Policy, Retry-After,"
                    + " WWW-Authenticate";

    private static final String SECONDS_KEPT = "600";

    private final AllowedOrigins allowed;

    CrossOrigin(AllowedOrigins allowed) {
        this.allowed = allowed;
    }

    @Override
    public void handle(Context ctx) {
        if (allowed.isEmpty()) {
            return;
        }
        // For caches: to another origin the answer is another one.
        ctx.header("Vary", "Accept-Encoding, Origin");
        String origin = ctx.header("Origin");
        if (origin == null || !allowed.contains(origin)) {
            return;
        }
        ctx.header("Access-Control-Allow-Origin", origin);
        if (isAskedBefore(ctx)) {
            allow(ctx);
        } else {
            ctx.header("Access-Control-Expose-Headers", ANSWER_HEADERS);
        }
    }

    private static boolean isAskedBefore(Context ctx) {
        return HandlerType.OPTIONS.equals(ctx.method())
                && ctx.header("Access-Control-Request-Method") != null;
    }

    private static void allow(Context ctx) {
        ctx.header("Access-Control-Allow-Methods", METHODS);
        ctx.header("Access-Control-Allow-Headers", REQUEST_HEADERS);
        ctx.header("Access-Control-Max-Age", SECONDS_KEPT);
        ctx.status(HttpStatus.NO_CONTENT);
        ctx.skipRemainingHandlers();
    }
}
