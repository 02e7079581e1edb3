package datastream.collector.adapter.http;

import datastream.collector.domain.Door;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.Source;
import datastream.http.BearerGuard;
import datastream.security.Principal;
import io.javalin.http.Context;
import java.util.Collections;

/**
 * Who sends a request, and from where: the address at the other end of the connection, whatever
 * headers say, unless a proxy of ours says it. Thread-safe.
 */
public final class Actors {

    private final TrustedProxies proxies;

    public Actors(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    Actor of(Context ctx) {
        Principal principal = BearerGuard.principal(ctx);
        return new Actor(principal == null ? null : principal.name(), source(ctx), Door.HTTP);
    }

    Source source(Context ctx) {
        String peer = ctx.req().getRemoteAddr();
        return peer == null
                ? Source.UNKNOWN
                : Source.ofPeer(
                        proxies.client(
                                peer, Collections.list(ctx.req().getHeaders("X-Forwarded-For"))));
    }
}
