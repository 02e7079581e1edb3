package datastream.http;

import datastream.security.InvalidToken;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.security.RouteRole;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets a request through to its route only with what the route's {@link Access} asks for. */
public final class BearerGuard implements Handler {

    private static final String PRINCIPAL = "datastream.principal";
    private static final String VERIFIER = "datastream.verifier";

    private final TokenVerifier tokens;

    BearerGuard(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public void handle(Context ctx) {
        refuseHead(ctx);
        Access access = accessOf(ctx.routeRoles());
        if (access == Access.ANYONE || (isOptional(access) && !hasToken(ctx))) {
            return;
        }
        Principal principal = authenticate(ctx);
        ctx.attribute(PRINCIPAL, principal);
        ctx.attribute(VERIFIER, tokens);
        Permission needed = access.permission();
        if (needed != null && !principal.role().may(needed)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "Role %s may not do this".formatted(principal.role().wireName()));
        }
    }

    /**
     * Whom the request's token speaks for, also when it was refused for its role; null when it
     * carries none.
     */
    public static @Nullable Principal principal(Context ctx) {
        return ctx.attribute(PRINCIPAL);
    }

    /** The router answers it with the route of a GET, but does not tell what that asks for. */
    private static void refuseHead(Context ctx) {
        if (HandlerType.HEAD.equals(ctx.method()) && ctx.routeRoles().isEmpty()) {
            throw new ProblemException(
                    Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "HEAD is not offered here; use GET"),
                    Map.of("Allow", "GET"));
        }
    }

    /** Whether who asks has not been cut off since; for answers that take long. */
    public static boolean stillHolds(Context ctx) {
        Principal principal = principal(ctx);
        TokenVerifier verifier = ctx.attribute(VERIFIER);
        return principal == null || verifier == null || verifier.stillHolds(principal);
    }

    /**
     * @throws ProblemException 401 when who asks has been cut off since; for when a body has come,
     *     which may have taken long
     */
    static void requireStillHolds(Context ctx) {
        if (!stillHolds(ctx)) {
            throw cutOff();
        }
    }

    /** The answer to those who have been cut off since they were let in. */
    public static ProblemException cutOff() {
        return ProblemException.unauthorized(InvalidToken.CUT_OFF);
    }

    private static boolean isOptional(Access access) {
        return access == Access.ANYONE_NAMED_OR_NOT || access == Access.INGEST_NAMED_OR_NOT;
    }

    private static boolean hasToken(Context ctx) {
        return ctx.header("Authorization") != null;
    }

    private Principal authenticate(Context ctx) {
        try {
            return tokens.verifyBearer(ctx.header("Authorization"));
        } catch (InvalidToken e) {
            throw ProblemException.unauthorized(String.valueOf(e.getMessage()));
        }
    }

    private static Access accessOf(Set<RouteRole> roles) {
        if (roles.size() == 1 && roles.iterator().next() instanceof Access access) {
            return access;
        }
        throw new IllegalStateException("A route must state exactly one Access, not " + roles);
    }
}
