package datastream.http;

import datastream.security.Permission;
import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/** What a route asks of its caller. A route without one is refused to everybody. */
public enum Access implements RouteRole {
    /** No token is looked at. */
    ANYONE(null),
    /** No token is needed; one that is sent must be good, and tells who asks. */
    ANYONE_NAMED_OR_NOT(null),
    /** A good token is needed, whosever; the route looks whose it is. */
    NAMED(null),
    READ(Permission.READ),
    EXPORT(Permission.EXPORT),
    INGEST(Permission.INGEST),
    /** No token is needed; one that is sent must be good for handing in readings. */
    INGEST_NAMED_OR_NOT(Permission.INGEST),
    CONTROL(Permission.CONTROL),
    EDIT(Permission.EDIT),
    ADMINISTER(Permission.ADMINISTER);

    private final @Nullable Permission permission;

    Access(@Nullable Permission permission) {
        this.permission = permission;
    }

    /** What the caller's token must permit; null when none or any will do. */
    public @Nullable Permission permission() {
        return permission;
    }
}
