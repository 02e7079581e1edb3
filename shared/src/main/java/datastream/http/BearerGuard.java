package datastream.http;

import datastream.reading.SensorScope;
import datastream.security.Credentials;
import datastream.security.InvalidToken;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.security.RouteRole;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to its route only with what the route's {@link Access} asks for, and past
 * the gate.
 */
public final class BearerGuard implements Handler {

    private static final String PRINCIPAL = "datastream.principal";
    private static final String VERIFIER = "datastream.verifier";

    private final TokenVerifier tokens;
    private final RequestGate gate;

    BearerGuard(TokenVerifier tokens, RequestGate gate) {
        this.tokens = tokens;
        this.gate = gate;
    }

    @Override
    public void handle(Context ctx) {
        refuseHead(ctx);
        Access access = accessOf(ctx.routeRoles());
        if (access == Access.WATCHED) {
            return;
        }
        Credentials shown = credentials(ctx);
        if (access == Access.ANYONE || (isOptional(access) && shown.isEmpty())) {
            gate.pass(ctx, null);
            return;
        }
        Principal principal = authenticate(ctx, shown);
        ctx.attribute(PRINCIPAL, principal);
        ctx.attribute(VERIFIER, tokens);
        gate.pass(ctx, principal);
        if (!access.admits(principal)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, refusal(access, principal));
        }
    }

    private static String refusal(Access access, Principal principal) {
        boolean limited = access == Access.READ && principal.may(Permission.READ);
        return principal.description()
                + (limited
                        ? " is limited to some sensors, and this is about all of them"
                        : " may not do this");
    }

    /** What a request shows. */
    public static Credentials credentials(Context ctx) {
        return new Credentials(values(ctx, "Authorization"), values(ctx, Credentials.KEY_HEADER));
    }

    private static List<String> values(Context ctx, String header) {
        return Collections.list(ctx.req().getHeaders(header));
    }

    /** The sensors that the caller is limited to. */
    public static SensorScope scope(Context ctx) {
        Principal principal = principal(ctx);
        return principal == null ? SensorScope.UNLIMITED : principal.scope();
    }

    /**
     * Whom the request's token or key speaks for, also when it may not do this; null when it
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
        Principal principal = principal(ctx);
        if (principal != null && !stillHolds(ctx)) {
            throw ProblemException.unauthorized(InvalidToken.cutOff(principal));
        }
    }

    /** The answer to those who have been cut off since they were let in. */
    public static ProblemException cutOff() {
        return ProblemException.unauthorized(InvalidToken.CUT_OFF);
    }

    private static boolean isOptional(Access access) {
        return access == Access.ANYONE_NAMED_OR_NOT
                || access == Access.INGEST_IN_SCOPE_NAMED_OR_NOT;
    }

    private Principal authenticate(Context ctx, Credentials shown) {
        try {
            return shown.verify(tokens);
        } catch (InvalidToken e) {
            gate.pass(ctx, null);
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
