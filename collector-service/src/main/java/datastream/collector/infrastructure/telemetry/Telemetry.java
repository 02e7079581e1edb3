package datastream.collector.infrastructure.telemetry;

import datastream.collector.usecase.audit.AuditQueue;
import datastream.collector.usecase.change.ChangeJobs;
import datastream.collector.usecase.change.ChangeMetrics;
import datastream.collector.usecase.export.ExportReadings;
import datastream.collector.usecase.ingest.IngestMetrics;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.limit.LimitKind;
import datastream.collector.usecase.limit.LimitRequests;
import datastream.collector.usecase.quarantine.ExpireQuarantined;
import datastream.collector.usecase.retention.ExpireReadings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Every meter of one collector, as Prometheus reads them. The labels are few and fixed: nothing of
 * what senders send becomes one. Thread-safe.
 */
public final class Telemetry implements AutoCloseable {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final IngestMeters ingest = new IngestMeters(registry);
    private final ChangeMeters changes = new ChangeMeters(registry);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    public Telemetry() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    /** Is told what becomes of readings. */
    public IngestMetrics ingest() {
        return ingest;
    }

    /** Shows from now on how full the room of {@code readings} is. */
    public void watch(IngestReadings readings) {
        Gauge.builder("datastream.room.readings", readings, IngestReadings::inFlight)
                .description("Readings that have found room and are not settled, over all doors.")
                .register(registry);
        Gauge.builder("datastream.room", readings, IngestReadings::bytesInFlight)
                .description(
                        "Bytes of the payloads that these came in, and of what is kept of bad ones.")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("datastream.room.waiting", readings, IngestReadings::waiting)
                .description("Submissions that wait for room.")
                .baseUnit("submissions")
                .register(registry);
    }

    /** Shows from now on what the retention of the quarantine deletes. */
    public void watch(ExpireQuarantined retention) {
        FunctionCounter.builder(
                        "datastream.quarantine.expired", retention, ExpireQuarantined::expired)
                .description("Entries of the quarantine deleted as too old or too many.")
                .register(registry);
    }

    /** Shows from now on which readings are forgotten as too old. */
    public void watch(ExpireReadings retention) {
        FunctionCounter.builder(
                        "datastream.readings.partitions.dropped",
                        retention,
                        ExpireReadings::dropped)
                .description("Partitions of readings dropped as too old.")
                .register(registry);
        FunctionCounter.builder("datastream.readings.expired", retention, ExpireReadings::deleted)
                .description(
                        "Readings deleted as too old that were in a partition with others, since they came late.")
                .register(registry);
    }

    /** Shows from now on what the audit log has lost. */
    public void watch(AuditQueue audit) {
        FunctionCounter.builder("datastream.audit.dropped", audit, AuditQueue::dropped)
                .description(
                        "Events that the audit log has lost, since they could not be written until the end.")
                .register(registry);
    }

    /** Shows from now on which requests were too many. */
    public void watch(LimitRequests requests) {
        for (LimitKind kind : LimitKind.values()) {
            FunctionCounter.builder("datastream.requests.refused", requests, r -> r.refused(kind))
                    .description("Requests that were too many, by what they are counted by.")
                    .tag("limit", kind.wireName())
                    .register(registry);
        }
        FunctionCounter.builder(
                        "datastream.requests.counted.alone", requests, LimitRequests::countedAlone)
                .description(
                        "Requests that this collector has counted alone, since the database did not answer at once.")
                .register(registry);
    }

    /** Shows from now on what is exported. */
    public void watch(ExportReadings exports) {
        Gauge.builder("datastream.exports.running", exports, ExportReadings::running)
                .description("Exports that are going on.")
                .register(registry);
        FunctionCounter.builder("datastream.exports.refused", exports, ExportReadings::refused)
                .description("Exports that were one too many at once.")
                .register(registry);
        FunctionCounter.builder("datastream.exports", exports, ExportReadings::whole)
                .description("Exports that have ended, as a whole or broken off.")
                .tag("end", "whole")
                .register(registry);
        FunctionCounter.builder("datastream.exports", exports, ExportReadings::broken)
                .description("Exports that have ended, as a whole or broken off.")
                .tag("end", "broken")
                .register(registry);
        FunctionCounter.builder("datastream.exports.readings", exports, ExportReadings::readings)
                .description("Readings handed out to exports.")
                .register(registry);
    }

    /** Is told what becomes of changes. */
    public ChangeMetrics changes() {
        return changes;
    }

    /** Shows from now on which changes wait to be worked on. */
    public void watch(ChangeJobs jobs) {
        Gauge.builder("datastream.changes.jobs.waiting", jobs, ChangeJobs::waiting)
                .description("Large changes that wait for a collector, over all collectors.")
                .register(registry);
        Gauge.builder("datastream.changes.jobs.running", jobs, ChangeJobs::running)
                .description("Large changes that a collector works on, over all collectors.")
                .register(registry);
    }

    /** All meters now, in the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
