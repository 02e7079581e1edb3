package datastream.collector.adapter.http;

import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.audit.Audit;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.security.Principal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Notes who was refused for his role, his token or his API key, on whatever route. Who sends none
 * is not noted: it is how one finds out that one is needed. Routes that ask for no permission note
 * their refusals themselves.
 */
public final class RefusalAudit {

    private final Audit audit;
    private final Actors actors;

    public RefusalAudit(Audit audit, Actors actors) {
        this.audit = audit;
        this.actors = actors;
    }

    public void addTo(RoutesConfig routes) {
        routes.after(this::look);
    }

    private void look(Context ctx) {
        AuditKind kind = refusal(ctx);
        if (kind != null) {
            audit.note(new AuditEvent(kind, actors.of(ctx), null, route(ctx)));
        }
    }

    private static @Nullable AuditKind refusal(Context ctx) {
        Access access = access(ctx);
        if (ctx.status() == HttpStatus.UNAUTHORIZED) {
            boolean token = access != Access.ANYONE && !BearerGuard.credentials(ctx).isEmpty();
            return token ? AuditKind.TOKEN_REFUSED : null;
        }
        return ctx.status() == HttpStatus.FORBIDDEN && (asksForPermission(access) || isKey(ctx))
                ? AuditKind.ACCESS_REFUSED
                : null;
    }

    private static boolean asksForPermission(@Nullable Access access) {
        return access != null && access.permission() != null;
    }

    /** A route that asks for no permission does not even see one. */
    private static boolean isKey(Context ctx) {
        Principal principal = BearerGuard.principal(ctx);
        return principal != null && principal.isKey();
    }

    private static @Nullable Access access(Context ctx) {
        return ctx.routeRoles().stream()
                .filter(Access.class::isInstance)
                .map(Access.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** As the router knows it: what stands in a path may be anything. */
    private static String route(Context ctx) {
        Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
        return ctx.method() + (endpoint == null ? "" : " " + endpoint.path);
    }
}
