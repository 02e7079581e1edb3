package datastream.collector.infrastructure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryPartitions;
import datastream.collector.fake.InMemoryQuarantine;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.InMemoryWalks;
import datastream.collector.fake.Readings;
import datastream.collector.fake.ScriptedChanges;
import datastream.collector.usecase.change.ChangeJobs;
import datastream.collector.usecase.change.ChangeMetrics;
import datastream.collector.usecase.export.Export;
import datastream.collector.usecase.export.ExportReadings;
import datastream.collector.usecase.ingest.BatchConfig;
import datastream.collector.usecase.ingest.BatchingWriter;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Ingestion;
import datastream.collector.usecase.quarantine.ExpireQuarantined;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ExpireReadings;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.reading.IngestOutcome;
import datastream.reading.InvalidField;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Submission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus is told, over the use case as it is wired in production. */
class TelemetryTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final GatedWriter writer = new GatedWriter(new InMemoryReadings());
    private final Telemetry telemetry = new Telemetry();
    private final IngestReadings ingest =
            new IngestReadings(
                    new BatchingWriter(writer, BatchConfig.USUAL, telemetry.ingest()),
                    new InMemoryQuarantine(),
                    new IngestLimits(10, 1_000),
                    telemetry.ingest(),
                    Clock.systemUTC());

    @BeforeEach
    void start() {
        telemetry.watch(ingest);
        ingest.start();
    }

    @AfterEach
    void stop() {
        writer.open();
        ingest.close();
        telemetry.close();
    }

    @Test
    void countsChangesByKindAndEndAndTheirReadings() {
        telemetry.changes().ended(ChangeTask.Kind.DELETE, ChangeMetrics.End.JOB_DONE);
        telemetry.changes().changed(ChangeTask.Kind.DELETE, 5_000);
        ScriptedChanges queue = new ScriptedChanges();
        ChangeJobs jobs = new ChangeJobs(queue, queue, telemetry.changes());
        telemetry.watch(jobs);
        assertThat(telemetry.scrape())
                .contains("datastream_changes_total{end=\"job_done\",kind=\"delete\"} 1.0")
                .contains("datastream_changes_total{end=\"refused\",kind=\"undo\"} 0.0")
                .contains("datastream_changes_readings_total{kind=\"delete\"} 5000.0")
                .contains("datastream_changes_jobs_waiting 0.0")
                .contains("datastream_changes_jobs_running 0.0");
    }

    @Test
    void countsWhatTheRetentionOfTheQuarantineDeletes() {
        InMemoryQuarantine quarantine = new InMemoryQuarantine();
        quarantine.keep(
                List.of(
                        new Quarantined(
                                Door.HTTP, Quarantined.Reason.INVALID, "", "bad", "old", true, 1)));
        try (ExpireQuarantined retention =
                new ExpireQuarantined(quarantine, RetentionConfig.USUAL, Clock.systemUTC())) {
            telemetry.watch(retention);
            assertThat(telemetry.scrape()).contains("datastream_quarantine_expired_total 0.0");
            retention.start();
            await().untilAsserted(() ->
                    assertThat(telemetry.scrape())
                            .contains("datastream_quarantine_expired_total 1.0"));
        }
    }

    @Test
    void countsWhatTheRetentionOfReadingsDropsAndDeletes() {
        InMemoryPartitions partitions = new InMemoryPartitions();
        Instant now = Instant.parse("2026-03-28T15:00:00Z");
        partitions.ends.add(Instant.parse("2026-03-20T00:00:00Z"));
        partitions.ends.add(Instant.parse("2031-03-28T00:00:00Z"));
        partitions.readings.put(Instant.parse("2026-03-19T00:00:00Z"), 5);
        partitions.readings.put(Instant.parse("2026-03-21T00:00:00Z"), 3);
        try (ExpireReadings retention =
                new ExpireReadings(
                        partitions,
                        new ReadingRetention(Duration.ofDays(2)),
                        Clock.fixed(now, ZoneOffset.UTC))) {
            telemetry.watch(retention);
            retention.start();
            await().untilAsserted(() ->
                    assertThat(telemetry.scrape())
                            .contains("datastream_readings_partitions_dropped_total 1.0")
                            .contains("datastream_readings_expired_total 3.0"));
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void theBalanceOfADoorAddsUp(Door door) {
        everyFate(door);
        assertThat(of(door, "received")).isEqualTo(21);
        assertThat(of(door, "committed")).isEqualTo(11);
        assertThat(of(door, "duplicate")).isEqualTo(1);
        assertThat(of(door, "quarantined")).isEqualTo(3);
        assertThat(of(door, "refused")).isEqualTo(6);
        assertThat(value("datastream_readings_in_flight", door)).isZero();
        for (Door other : Door.values()) {
            assertThat(of(other, "received")).isEqualTo(other == door ? 21 : 0);
        }
    }

    @Test
    void showsWhatIsExported() {
        InMemoryReadings stored = new InMemoryReadings();
        stored.append(Readings.series(Readings.ROOM_1, 5));
        ExportReadings exports = new ExportReadings(new InMemoryWalks(stored, 3), 1);
        telemetry.watch(exports);
        try (Export export = exports.begin(ReadingFilter.ALL, Page.Order.ASC, null)) {
            export.next();
            assertThat(telemetry.scrape())
                    .contains("datastream_exports_running 1.0")
                    .contains("datastream_exports_readings_total 3.0")
                    .contains("datastream_exports_refused_total 0.0");
        }
        for (int i = 0; i < 2; i++) {
            try (Export export = exports.begin(ReadingFilter.ALL, Page.Order.ASC, null)) {
                while (export.next() != null) {
                    // To its end.
                }
            }
        }
        assertThat(telemetry.scrape())
                .contains("datastream_exports_running 0.0")
                .contains("datastream_exports_total{end=\"broken\"} 1.0")
                .contains("datastream_exports_total{end=\"whole\"} 2.0");
    }

    @Test
    void whatIsOnItsWayIsInFlight() {
        writer.shut();
        CompletableFuture<IngestOutcome> outcome = settled(Door.MQTT, many(7));
        assertThat(value("datastream_readings_in_flight", Door.MQTT)).isEqualTo(7);
        assertThat(telemetry.scrape())
                .contains("datastream_room_readings 7.0")
                .contains("datastream_room_bytes 280.0")
                .contains("datastream_room_waiting_submissions 0.0");
        writer.open();
        assertThat(outcome).succeedsWithin(SOON);
        assertThat(value("datastream_readings_in_flight", Door.MQTT)).isZero();
    }

    @Test
    void batchesAndLatenciesAreHistograms() {
        assertThat(settled(Door.GRPC, many(7))).succeedsWithin(SOON);
        assertThat(telemetry.scrape())
                .contains("datastream_batch_size_rows_bucket{le=\"10.0\"} 1")
                .contains("datastream_batch_size_rows_sum 7.0")
                .contains("datastream_batch_commit_seconds_count 1")
                .contains("datastream_queue_depth_readings_count 1")
                .contains("datastream_acknowledgement_seconds_count{door=\"grpc\"} 1")
                .contains("jvm_memory_used_bytes");
    }

    /** 11 committed, 1 duplicate, 1 conflict, 1 invalid, 1 malformed, 6 without room. */
    private void everyFate(Door door) {
        Sensor hall = new Sensor("light", "HALL", 1);
        assertThat(settled(door, one(Readings.of(hall, 0, 1)))).succeedsWithin(SOON);
        assertThat(settled(door, one(Readings.of(hall, 0, 1)))).succeedsWithin(SOON);
        assertThat(settled(door, one(Readings.of(hall, 0, 2)))).succeedsWithin(SOON);
        Submission.Builder invalid = new Submission.Builder();
        invalid.reject(new InvalidField("id1", "must be capital letters"), "{}");
        assertThat(settled(door, invalid)).succeedsWithin(SOON);
        assertThat(ingest.malformed(door, "not JSON", new byte[3]).outcome().toCompletableFuture())
                .succeedsWithin(SOON);
        writer.shut();
        CompletableFuture<IngestOutcome> full = settled(door, many(10));
        Ingestion late = ingest.ingest(door, many(6).build(), 10);
        assertThat(late.withdraw()).isTrue();
        writer.open();
        assertThat(full).succeedsWithin(SOON);
    }

    private CompletableFuture<IngestOutcome> settled(Door door, Submission.Builder submission) {
        return ingest.ingest(door, submission.build(), 10).outcome().toCompletableFuture();
    }

    private static Submission.Builder one(Reading reading) {
        Submission.Builder submission = new Submission.Builder();
        submission.accept(reading);
        return submission;
    }

    private static Submission.Builder many(int readings) {
        Submission.Builder submission = new Submission.Builder();
        Readings.series(Readings.ROOM_1, readings).forEach(submission::accept);
        return submission;
    }

    private double of(Door door, String fate) {
        return value("datastream_readings_" + fate + "_total", door);
    }

    private double value(String name, Door door) {
        String start = name + "{door=\"" + door.wireName() + "\"} ";
        return telemetry
                .scrape()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
                .findFirst()
                .orElseThrow();
    }
}
