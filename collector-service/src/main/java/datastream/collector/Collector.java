package datastream.collector;

import datastream.collector.adapter.grpc.GrpcDoor;
import datastream.collector.adapter.http.AggregateRoute;
import datastream.collector.adapter.http.ChangeRoutes;
import datastream.collector.adapter.http.Confirmations;
import datastream.collector.adapter.http.Cursors;
import datastream.collector.adapter.http.ExportRoute;
import datastream.collector.adapter.http.HealthRoutes;
import datastream.collector.adapter.http.HealthRoutes.State;
import datastream.collector.adapter.http.HttpDoor;
import datastream.collector.adapter.http.LatestRoute;
import datastream.collector.adapter.http.MetricsRoutes;
import datastream.collector.adapter.http.QualityRoute;
import datastream.collector.adapter.http.QuarantineRoutes;
import datastream.collector.adapter.http.QuarantinedContent;
import datastream.collector.adapter.http.ReadingChangeRoutes;
import datastream.collector.adapter.http.ReadingRoutes;
import datastream.collector.adapter.http.StoreFailures;
import datastream.collector.adapter.mqtt.MqttConfig;
import datastream.collector.adapter.mqtt.MqttDoor;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.EarlierClock;
import datastream.collector.infrastructure.mysql.MySqlChangeLog;
import datastream.collector.infrastructure.mysql.MySqlChangeQueue;
import datastream.collector.infrastructure.mysql.MySqlChangeStore;
import datastream.collector.infrastructure.mysql.MySqlLatestReadings;
import datastream.collector.infrastructure.mysql.MySqlQuarantine;
import datastream.collector.infrastructure.mysql.MySqlQuarantineStore;
import datastream.collector.infrastructure.mysql.MySqlReadingPartitions;
import datastream.collector.infrastructure.mysql.MySqlReadingScans;
import datastream.collector.infrastructure.mysql.MySqlReadingStore;
import datastream.collector.infrastructure.mysql.MySqlReadingWalks;
import datastream.collector.infrastructure.mysql.MySqlReadingWriter;
import datastream.collector.infrastructure.mysql.MySqlRollups;
import datastream.collector.infrastructure.mysql.MySqlSummaries;
import datastream.collector.infrastructure.mysql.MySqlSummaryStore;
import datastream.collector.infrastructure.telemetry.Telemetry;
import datastream.collector.usecase.aggregate.AggregateLimits;
import datastream.collector.usecase.aggregate.AggregateReadings;
import datastream.collector.usecase.audit.Audit;
import datastream.collector.usecase.change.ChangeJobs;
import datastream.collector.usecase.change.ChangeMetrics;
import datastream.collector.usecase.change.ChangeReadings;
import datastream.collector.usecase.change.ExpireChanges;
import datastream.collector.usecase.change.UndoChange;
import datastream.collector.usecase.export.ExportReadings;
import datastream.collector.usecase.find.FindReadings;
import datastream.collector.usecase.ingest.BatchConfig;
import datastream.collector.usecase.ingest.BatchingWriter;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.IngestMetrics;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.quality.AssessQuality;
import datastream.collector.usecase.quality.QualityLimits;
import datastream.collector.usecase.quarantine.DeleteQuarantined;
import datastream.collector.usecase.quarantine.ExpireQuarantined;
import datastream.collector.usecase.quarantine.RedriveQuarantined;
import datastream.collector.usecase.retention.ExpireReadings;
import datastream.collector.usecase.rollup.KeepRollups;
import datastream.collector.usecase.rollup.KeepSummaries;
import datastream.http.ApiDocs;
import datastream.http.RestServer;
import datastream.security.Admission;
import datastream.security.KeyVerifier;
import datastream.security.TokenSecret;
import datastream.tls.Certificates;
import datastream.tls.ClientTls;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One collector, wired by hand: the doors on the left, the database on the right. Constructing it
 * touches nothing outside; {@link #start} does, and {@link #close} undoes it in the order in which
 * readings flow, so that what was accepted is still committed and acknowledged. Any number of
 * collectors may work on one database and one broker.
 */
public final class Collector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** So long after the order to stop a request may arrive that was sent before. */
    private static final Duration ON_THEIR_WAY = Duration.ofMillis(400);

    private final CollectorConfig config;
    private final Certificates certificates;
    private final Telemetry telemetry;
    private final Database database;
    private final AuditParts audit;
    private final AccountParts accounts;
    private final KeyParts keys;
    private final RequestParts requests;
    private final IngestReadings ingest;
    private final ExpireReadings readingRetention;
    private final ExpireQuarantined retention;
    private final ChangeJobs changeJobs;
    private final ExpireChanges changeRetention;
    private final KeepRollups rollups;
    private final KeepSummaries summaries;
    private final GrpcDoor grpc;
    private final @Nullable MqttDoor mqtt;
    private final RestServer rest;

    public Collector(CollectorConfig config) {
        this.config = config;
        Clock clock = Clock.systemUTC();
        certificates = new Certificates(config.tls());
        database = new Database(config.database());
        telemetry = new Telemetry();
        audit = new AuditParts(config.accounts(), database, telemetry, clock);
        accounts = new AccountParts(config, database, audit.audit(), clock);
        keys = new KeyParts(config.accounts(), database, accounts.tokens(), clock);
        requests = new RequestParts(config, database, telemetry);
        IngestMetrics metrics = telemetry.ingest();
        BatchingWriter writer =
                new BatchingWriter(new MySqlReadingWriter(database), BatchConfig.USUAL, metrics);
        ingest =
                new IngestReadings(
                        writer, new MySqlQuarantine(database), IngestLimits.USUAL, metrics, clock);

        telemetry.watch(ingest);

        readingRetention =
                new ExpireReadings(new MySqlReadingPartitions(database), config.readings(), clock);
        telemetry.watch(readingRetention);

        grpc =
                new GrpcDoor(
                        config.grpc(),
                        certificates.server(),
                        ingest,
                        keys.verifier(),
                        config.admission(),
                        audit.audit());
        mqtt = mqttDoor(config.mqtt(), certificates.client(), ingest);
        HttpDoor http = new HttpDoor(ingest, config.admission());

        MySqlQuarantineStore quarantine = new MySqlQuarantineStore(database);
        Clock careful = new EarlierClock(clock, database);
        retention = new ExpireQuarantined(quarantine, config.quarantine(), careful);
        telemetry.watch(retention);
        QuarantineRoutes quarantineRoutes =
                new QuarantineRoutes(
                        quarantine,
                        new RedriveQuarantined(quarantine, ingest, QuarantinedContent::decode),
                        new DeleteQuarantined(quarantine),
                        clock);

        MySqlReadingStore store = new MySqlReadingStore(database);
        TokenSecret secret = config.secrets().current();
        Cursors cursors = new Cursors(secret);
        FindReadings findReadings = new FindReadings(store);
        ReadingRoutes readings = new ReadingRoutes(findReadings, store, cursors, clock);
        MySqlLatestReadings latestReadings = new MySqlLatestReadings(database);
        LatestRoute latest = new LatestRoute(latestReadings, cursors);
        MySqlReadingWalks walks = new MySqlReadingWalks(database);
        ExportReadings exports = new ExportReadings(walks, ExportReadings.USUAL_AT_ONCE);
        telemetry.watch(exports);
        ExportRoute export = new ExportRoute(exports, clock);
        QualityRoute quality =
                new QualityRoute(
                        new AssessQuality(walks, latestReadings, QualityLimits.USUAL, clock),
                        clock);
        AggregateRoute aggregate =
                new AggregateRoute(
                        new AggregateReadings(
                                new MySqlReadingScans(database),
                                new MySqlSummaries(database),
                                AggregateLimits.USUAL),
                        clock);

        rollups = new KeepRollups(new MySqlRollups(database));
        summaries = new KeepSummaries(new MySqlSummaryStore(database));

        MySqlChangeStore changes = new MySqlChangeStore(database);
        MySqlChangeLog changeLog = new MySqlChangeLog(database);
        MySqlChangeQueue changeQueue = new MySqlChangeQueue(database);
        ChangeMetrics changeMetrics = telemetry.changes();
        changeJobs = new ChangeJobs(changes, changeQueue, changeMetrics);
        telemetry.watch(changeJobs);
        changeRetention = new ExpireChanges(changeLog, config.changes(), careful);
        ReadingChangeRoutes readingChanges =
                new ReadingChangeRoutes(
                        new ChangeReadings(changes, changeJobs, config.changes(), changeMetrics),
                        findReadings,
                        new Confirmations(secret, clock));
        ChangeRoutes changeRoutes =
                new ChangeRoutes(
                        changeLog,
                        changeQueue,
                        new UndoChange(
                                changes,
                                changeLog,
                                changeJobs,
                                config.changes(),
                                changeMetrics,
                                clock),
                        clock);

        HealthRoutes health =
                new HealthRoutes(
                        Map.of("database", this::databaseState, "broker", this::brokerState));

        MetricsRoutes metricsRoutes = new MetricsRoutes(telemetry::scrape);

        rest =
                new RestServer(
                        config.rest(),
                        certificates.server(),
                        keys.verifier(),
                        requests.gate(),
                        new ApiDocs(
                                "/datastream/collector/openapi.json",
                                "/datastream/collector/asyncapi.json"),
                        routes -> {
                            http.addTo(routes);
                            latest.addTo(routes);
                            export.addTo(routes);
                            quality.addTo(routes);
                            aggregate.addTo(routes);
                            readings.addTo(routes);
                            readingChanges.addTo(routes);
                            changeRoutes.addTo(routes);
                            quarantineRoutes.addTo(routes);
                            accounts.addTo(routes);
                            keys.addTo(routes);
                            audit.addTo(routes);
                            health.addTo(routes);
                            metricsRoutes.addTo(routes);
                            StoreFailures.addTo(routes);
                        });
    }

    /**
     * Opens the database first and the doors last.
     *
     * @throws datastream.tls.UnusableTlsFile saying which of them is no good
     * @throws StartFailure saying what is in the way, by the name of its setting
     */
    public void start() {
        warnOfAnybody();
        certificates.start();
        database.start();
        audit.start();
        database.patiently(accounts::learn);
        accounts.start();
        database.patiently(keys::learn);
        keys.start();
        requests.start();
        // Before anybody reads the table: the first partitions are made while nobody is in the way.
        readingRetention.start();
        rollups.start();
        summaries.start();
        ingest.start();
        retention.start();
        changeRetention.start();
        changeJobs.start();
        try {
            grpc.start();
        } catch (IOException e) {
            throw StartFailure.port("GRPC_PORT", config.grpc().port(), e);
        }
        if (mqtt != null) {
            mqtt.start();
        }
        try {
            rest.start();
        } catch (io.javalin.util.JavalinBindException e) {
            throw StartFailure.port("PORT", config.rest().port(), e);
        }
    }

    private void warnOfAnybody() {
        if (config.admission() == Admission.ANYBODY) {
            LOG.warn(
                    "INSECURE is on: whoever reaches {} may hand in readings without a token or key",
                    config.rest().host());
        }
    }

    /** The port of the REST interface, once started. */
    public int restPort() {
        return rest.port();
    }

    /** The port of the gRPC door, once started. */
    public int grpcPort() {
        return grpc.port();
    }

    /** Tells what an API key allows. Knows keys once this is started. */
    public KeyVerifier keys() {
        return keys.keys();
    }

    /** Takes what its audit log is to tell of another door. Writes once this is started. */
    public Audit audit() {
        return audit.audit();
    }

    /** Every REST route as {@code METHOD /path}. */
    public Set<String> routes() {
        return rest.routes();
    }

    private State databaseState() {
        return database.answers() ? State.UP : State.DOWN;
    }

    private State brokerState() {
        if (mqtt == null) {
            return State.OFF;
        }
        return mqtt.subscribed() ? State.UP : State.DOWN;
    }

    private static @Nullable MqttDoor mqttDoor(
            @Nullable MqttConfig config, ClientTls tls, IngestReadings ingest) {
        return config == null ? null : new MqttDoor(config, tls, ingest, IngestLimits.USUAL);
    }

    /** Ends within ten seconds, whatever hangs: the last of these times and the end of the JVM. */
    @Override
    public void close() {
        Shutdown end = new Shutdown();
        end.step(
                "taking",
                Duration.ofMillis(700),
                this::stopTakingMqtt,
                grpc::stopTaking,
                () -> rest.retire(ON_THEIR_WAY));
        end.step(
                "REST",
                Duration.ofMillis(3_500),
                rest::close,
                accounts::close,
                keys::close,
                requests::close,
                readingRetention::close,
                retention::close,
                changeRetention::close,
                rollups::close,
                summaries::close,
                changeJobs::close);
        Duration stored = Duration.ofMillis(5_500);
        // A little less, so that it can say good-bye to those whom it could not serve.
        end.step("ingest", stored.plusMillis(500), () -> ingest.close(end.left(stored)));
        end.step("doors", Duration.ofSeconds(7), this::closeMqtt, grpc::close);
        end.step("audit", Duration.ofMillis(7_500), audit::close);
        end.step("database", Duration.ofMillis(8_200), database::close);
        end.step("telemetry", Duration.ofMillis(8_400), telemetry::close, certificates::close);
    }

    private void stopTakingMqtt() {
        if (mqtt != null) {
            mqtt.stopTaking();
        }
    }

    private void closeMqtt() {
        if (mqtt != null) {
            mqtt.close();
        }
    }
}
