package datastream.http;

import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.Tokens;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.security.RouteRole;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets a request through to its route only with what the route's {@link Access} asks for. */
public final class BearerGuard implements Handler {

    private static final String PRINCIPAL = "datastream.principal";

    private final Tokens tokens;

    BearerGuard(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void handle(Context ctx) {
        Access access = accessOf(ctx.routeRoles());
        if (access.equals(Access.ANYONE)) {
            return;
        }
        Principal principal = authenticate(ctx);
        if (access.needed() == null || !principal.role().may(access.needed())) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "Role %s may not do this".formatted(principal.role().wireName()));
        }
        ctx.attribute(PRINCIPAL, principal);
    }

    /** Whom the request's token speaks for; null on a route that asks for none. */
    public static @Nullable Principal principal(Context ctx) {
        return ctx.attribute(PRINCIPAL);
    }

    /**
     * For routes open to anyone whose answer depends on who asks.
     *
     * @return null when the request carries no token
     * @throws ProblemException 401 when it carries a bad one
     */
    public @Nullable Principal principalIfAny(Context ctx) {
        return ctx.header("Authorization") == null ? null : authenticate(ctx);
    }

    private Principal authenticate(Context ctx) {
        try {
            return tokens.verifyBearer(ctx.header("Authorization"));
        } catch (InvalidToken e) {
            throw new ProblemException(
                    Problem.of(HttpStatus.UNAUTHORIZED, String.valueOf(e.getMessage())),
                    Map.of("WWW-Authenticate", "Bearer realm=\"datastream\""));
        }
    }

    private static Access accessOf(Set<RouteRole> roles) {
        if (roles.size() == 1 && roles.iterator().next() instanceof Access access) {
            return access;
        }
        throw new IllegalStateException("A route must state exactly one Access, not " + roles);
    }
}
