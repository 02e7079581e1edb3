package datastream.collector;

import datastream.collector.adapter.http.Actors;
import datastream.collector.adapter.http.AuditRoutes;
import datastream.collector.adapter.http.RefusalAudit;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.MySqlAudit;
import datastream.collector.infrastructure.telemetry.Telemetry;
import datastream.collector.usecase.audit.Audit;
import datastream.collector.usecase.audit.AuditQueue;
import datastream.collector.usecase.audit.ExpireAudit;
import io.javalin.config.RoutesConfig;
import java.time.Clock;

/** The part of a collector that keeps the audit log, wired by hand. */
final class AuditParts implements AutoCloseable {

    private final AuditQueue queue;
    private final ExpireAudit retention;
    private final AuditRoutes routes;
    private final RefusalAudit refusals;

    AuditParts(AccountConfig config, Database database, Telemetry telemetry, Clock clock) {
        MySqlAudit log = new MySqlAudit(database);
        queue = new AuditQueue(log);
        telemetry.watch(queue);
        retention = new ExpireAudit(log, config.auditRetention());
        routes = new AuditRoutes(log, clock);
        refusals = new RefusalAudit(queue, new Actors(config.proxies()));
    }

    /** Is told what happens. */
    Audit audit() {
        return queue;
    }

    void addTo(RoutesConfig config) {
        routes.addTo(config);
        refusals.addTo(config);
    }

    void start() {
        queue.start();
        retention.start();
    }

    @Override
    public void close() {
        queue.close();
        retention.close();
    }
}
