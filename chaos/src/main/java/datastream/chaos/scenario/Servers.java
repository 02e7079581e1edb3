package datastream.chaos.scenario;

import datastream.chaos.link.FaultProxy;
import datastream.testbed.BrokerProcess;
import datastream.testbed.ChildJvm;
import datastream.testbed.Closing;
import datastream.testbed.CollectorProcess;
import datastream.testbed.DatabaseServer;
import datastream.testbed.HarnessFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Database, broker and collectors, with a fault proxy on every link between them. */
final class Servers implements AutoCloseable {

    private static final int BROKER_MEGABYTES = 256;

    private final StagePlan plan;
    private final String secret;
    private final DatabaseServer database;
    private final BrokerProcess broker;
    private final FaultProxy databaseLink;
    private final FaultProxy collectorBrokerLink;
    private final FaultProxy senderBrokerLink;
    private final List<Site> sites = new ArrayList<>();
    private String databaseVersion = "";

    Servers(StagePlan plan, Path databaseFolder, String secret) {
        this.plan = plan;
        this.secret = secret;
        database = plan.database().apply(databaseFolder);
        broker =
                new BrokerProcess(
                        plan.folder().resolve("broker"),
                        plan.folder().resolve("broker.log"),
                        options(BROKER_MEGABYTES),
                        plan.startCache());
        databaseLink = new FaultProxy("database", () -> Site.local(database.port()));
        collectorBrokerLink =
                new FaultProxy("broker of collectors", () -> Site.local(broker.port()));
        senderBrokerLink = new FaultProxy("broker of senders", () -> Site.local(broker.port()));
    }

    /** Returns when every collector is ready. */
    void start() throws InterruptedException {
        Stream.of(databaseLink, collectorBrokerLink, senderBrokerLink).forEach(FaultProxy::start);
        startDatabaseAndBroker();
        databaseVersion = database.product() + " " + database.version();
        for (int i = 1; i <= plan.collectors(); i++) {
            Site site = new Site(collector("collector-" + i));
            sites.add(site);
            site.start();
        }
        awaitReady();
        broker.recordStart();
        sites.getFirst().collector().recordStart();
    }

    private void awaitReady() throws InterruptedException {
        for (Site site : sites) {
            if (!site.collector().awaitReady()) {
                throw new HarnessFailure(
                        "The collector did not start; see " + site.collector().log());
            }
        }
    }

    /** Both at once. */
    void startDatabaseAndBroker() {
        CompletableFuture<Void> brokerStarted = CompletableFuture.runAsync(broker::start);
        database.start();
        brokerStarted.join();
    }

    private CollectorProcess collector(String name) {
        Map<String, String> settings =
                Map.of(
                        "DB_URL",
                        database.jdbcUrl(databaseLink.port()),
                        "DB_USER",
                        database.user(),
                        "DB_PASSWORD",
                        database.password(),
                        // A load of some ten to thirty readings a commit: some go in by LOAD DATA.
                        "DB_INSERT_ROWS",
                        "20",
                        "MQTT_URL",
                        "mqtt://127.0.0.1:" + collectorBrokerLink.port(),
                        // The broker of the harness knows nobody; the collector asks for no less.
                        "MQTT_USER",
                        "collector",
                        "MQTT_PASSWORD",
                        "unchecked",
                        "JWT_SECRET",
                        secret,
                        // One sender is as many devices as there are sensors.
                        "REQUESTS_PER_MINUTE",
                        "0");
        return new CollectorProcess(
                name,
                plan.collectorProgram(),
                options(plan.heapMegabytes()),
                settings,
                plan.folder(),
                plan.startCache());
    }

    private static List<String> options(int heapMegabytes) {
        List<String> options = new ArrayList<>(ChildJvm.SHORT_LIVED);
        options.add("-Xmx" + heapMegabytes + "m");
        return options;
    }

    /** The database's name and version; empty before it has started. */
    String databaseVersion() {
        return databaseVersion;
    }

    DatabaseServer database() {
        return database;
    }

    BrokerProcess broker() {
        return broker;
    }

    /** Has each collector that runs collect its garbage, so that its log says what is alive. */
    void collectFully() throws InterruptedException {
        for (Site site : sites) {
            if (site.collector().isAlive()) {
                site.collector().liveMegabytes();
            }
        }
    }

    List<Site> sites() {
        return List.copyOf(sites);
    }

    FaultProxy databaseLink() {
        return databaseLink;
    }

    FaultProxy senderBrokerLink() {
        return senderBrokerLink;
    }

    /** Every link that there is. */
    List<FaultProxy> links() {
        List<FaultProxy> links = new ArrayList<>();
        links.add(databaseLink);
        links.add(collectorBrokerLink);
        links.add(senderBrokerLink);
        sites.forEach(site -> links.addAll(List.of(site.grpc(), site.http())));
        return links;
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(sites);
        all.addAll(List.of(broker, database, databaseLink, collectorBrokerLink, senderBrokerLink));
        Closing.all(all);
    }
}
