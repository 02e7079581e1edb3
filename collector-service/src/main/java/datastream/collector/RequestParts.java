package datastream.collector;

import datastream.collector.adapter.http.Actors;
import datastream.collector.adapter.http.RequestLimitGate;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.MySqlBuckets;
import datastream.collector.infrastructure.telemetry.Telemetry;
import datastream.collector.usecase.limit.LimitRequests;
import datastream.http.RequestGate;
import datastream.security.KeyedDigest;

/** The part of a collector that counts requests, wired by hand. */
final class RequestParts implements AutoCloseable {

    private final LimitRequests limits;
    private final RequestLimitGate gate;

    RequestParts(CollectorConfig config, Database database, Telemetry telemetry) {
        limits =
                new LimitRequests(
                        new MySqlBuckets(database),
                        new KeyedDigest(config.secrets().current(), "requests"),
                        config.requests());
        telemetry.watch(limits);
        gate = new RequestLimitGate(limits, new Actors(config.accounts().proxies()));
    }

    /** What every request must get past. */
    RequestGate gate() {
        return gate;
    }

    void start() {
        limits.start();
    }

    @Override
    public void close() {
        limits.close();
    }
}
