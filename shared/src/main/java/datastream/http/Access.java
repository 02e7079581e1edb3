package datastream.http;

import datastream.security.Permission;
import datastream.security.Principal;
import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/** What a route asks of its caller. A route without one is refused to everybody. */
public enum Access implements RouteRole {
    /** No token is looked at. */
    ANYONE(null),
    /** Likewise, for what watches over the service: such requests are not counted. */
    WATCHED(null),
    /** No token is needed; one that is sent must be good, and tells who asks. */
    ANYONE_NAMED_OR_NOT(null),
    /** A good token is needed, whosever; the route looks whose it is. */
    NAMED(null),
    /** The route knows no limits: an API key that is limited to some sensors is refused. */
    READ(Permission.READ),
    /** The route shows nothing outside of the caller's {@link BearerGuard#scope}. */
    READ_IN_SCOPE(Permission.READ, true),
    EXPORT(Permission.EXPORT),
    /** The route takes nothing outside of the caller's {@link BearerGuard#scope}. */
    INGEST_IN_SCOPE(Permission.INGEST, true),
    /** No token is needed; one that is sent must be good, and its limits count. */
    INGEST_IN_SCOPE_NAMED_OR_NOT(Permission.INGEST, true),
    CONTROL(Permission.CONTROL),
    EDIT(Permission.EDIT),
    ADMINISTER(Permission.ADMINISTER);

    private final @Nullable Permission permission;
    private final boolean inScope;

    Access(@Nullable Permission permission) {
        this(permission, false);
    }

    Access(@Nullable Permission permission, boolean inScope) {
        this.permission = permission;
        this.inScope = inScope;
    }

    /** What the caller's token must permit; null when none or any will do. */
    public @Nullable Permission permission() {
        return permission;
    }

    /**
     * Whether somebody may come through. An API key never does where no permission is asked for:
     * such routes are about accounts.
     */
    boolean admits(Principal principal) {
        if (permission == null) {
            return !principal.isKey();
        }
        return principal.may(permission) && (inScope || principal.scope().isUnlimited());
    }
}
