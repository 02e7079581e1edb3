package datastream.http;

import datastream.security.Permission;
import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/**
 * What a route asks of its caller. A route without one is refused to everybody.
 *
 * @param needed the permission that the caller's token must give; null when no token is needed
 */
public record Access(@Nullable Permission needed) implements RouteRole {

    public static final Access ANYONE = new Access(null);
    public static final Access READ = new Access(Permission.READ);
    public static final Access INGEST = new Access(Permission.INGEST);
    public static final Access CONTROL = new Access(Permission.CONTROL);
}
