package datastream.collector.adapter.http;

import datastream.collector.domain.audit.Actor;
import datastream.collector.usecase.account.ContinueSession;
import datastream.collector.usecase.account.LogOut;
import datastream.collector.usecase.account.SessionTokens;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Json;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a session goes on and ends: {@code POST /refresh} and {@code POST /logout}. */
public final class SessionRoutes {

    /** Anybody may ask: most of the database's connections are left to others. */
    private static final int MOST_AT_ONCE = 4;

    private final ContinueSession continueSession;
    private final LogOut logOut;
    private final Actors actors;
    private final Places places =
            new Places(MOST_AT_ONCE, "Too many continue a session at once; try again");

    private record Refresh(@Nullable String refreshToken) {
        /** Never shows the token. */
        @Override
        public String toString() {
            return "Refresh[hidden]";
        }
    }

    public SessionRoutes(ContinueSession continueSession, LogOut logOut, Actors actors) {
        this.continueSession = continueSession;
        this.logOut = logOut;
        this.actors = actors;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/refresh", this::refresh, Access.ANYONE);
        routes.post("/logout", this::logOut, Access.NAMED);
    }

    private void refresh(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        Refresh body = Json.body(ctx, Refresh.class);
        String shown = Json.required("refresh_token", body.refreshToken());
        Actor from = actors.of(ctx);
        SessionTokens tokens = places.in(() -> continueSession.next(shown, from));
        if (tokens == null) {
            throw ProblemException.unauthorized(
                    "The refresh token is unknown, expired or spent; POST /login begins a new session");
        }
        ctx.json(TokenView.of(tokens));
    }

    private void logOut(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        Long session = Objects.requireNonNull(BearerGuard.principal(ctx)).session();
        if (session == null) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "This token comes from no log-in; it is good until it expires");
        }
        logOut.logOut(session, actors.of(ctx));
        ctx.status(HttpStatus.NO_CONTENT);
    }
}
