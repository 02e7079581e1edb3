package datastream.collector.adapter.http;

import datastream.collector.domain.Slice;
import datastream.collector.domain.audit.AuditEntry;
import datastream.collector.usecase.audit.AuditLog;
import datastream.http.Access;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;

/** Who has logged in, was refused, or has changed accounts: {@code GET /api/audit}. */
public final class AuditRoutes {

    private final AuditLog log;
    private final Clock clock;

    public AuditRoutes(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/audit", this::find, Access.ADMINISTER);
    }

    private void find(Context ctx) {
        AuditParameters wanted = AuditParameters.of(ctx, clock);
        Slice<AuditEntry> found = log.find(wanted.filter(), wanted.page());
        ctx.json(new Slice<>(found.data().stream().map(AuditView::of).toList(), found.total()));
    }
}
