package datastream.chaos.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.chaos.journal.AnswerKind;
import datastream.chaos.journal.Journal;
import datastream.chaos.journal.Ledger;
import datastream.chaos.journal.SensorRange;
import datastream.chaos.link.FaultProxy;
import datastream.chaos.verdict.Verdict;
import datastream.chaos.verdict.VerdictReader;
import datastream.collector.Collector;
import datastream.collector.CollectorConfig;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.mqtt.MqttConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.embedded.BrokerAccess;
import datastream.embedded.EmbeddedBroker;
import datastream.embedded.EmbeddedBrokerConfig;
import datastream.embedded.EmbeddedMariaDb;
import datastream.embedded.EmbeddedMariaDbConfig;
import datastream.generator.simulation.Counts;
import datastream.http.RestConfig;
import datastream.security.TokenSecret;
import datastream.settings.BrokerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Senders against two real collectors on a real database and a real broker, through proxies. */
@Timeout(300)
class SenderIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final TokenSecret SECRET = new TokenSecret("a secret for tests, 32 bytes long");
    private static final EmbeddedMariaDb DATABASE =
            new EmbeddedMariaDb(EmbeddedMariaDbConfig.in(Path.of("target", "sender-database")));

    @TempDir private static Path brokerFolder;

    private static EmbeddedBroker broker;
    private static Collector first;
    private static Collector second;

    @TempDir private Path folder;

    /** The comparison is of the whole table. */
    @BeforeEach
    void emptyTable() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password());
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM reading");
        }
    }

    @BeforeAll
    static void startServers() {
        broker = new EmbeddedBroker(EmbeddedBrokerConfig.in(brokerFolder, BrokerAccess.ANYBODY));
        broker.start();
        DATABASE.start();
        first = collector("first");
        second = collector("second");
    }

    @AfterAll
    static void closeServers() {
        first.close();
        second.close();
        broker.close();
        DATABASE.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyReadingIsAcknowledgedAndStoredOnceThoughTheLinkBreaks(DoorKind door)
            throws Exception {
        try (FaultProxy proxy = proxy(door)) {
            Counts counts =
                    run(
                            config(door, List.of(address(proxy)), 0, Set.of()),
                            () -> {
                                proxy.reset();
                                proxy.truncate(700);
                            });
            assertThat(counts.acknowledged()).isEqualTo(counts.generated()).isGreaterThan(500);
        }
        assertClean();
    }

    @ParameterizedTest
    @EnumSource(names = "MQTT_PUBACK", mode = EnumSource.Mode.EXCLUDE)
    void badReadingsAreRefusedAndTheGoodOnesBesideThemStored(DoorKind door) throws Exception {
        try (FaultProxy proxy = proxy(door)) {
            Counts counts = run(config(door, List.of(address(proxy)), 0.05, Set.of()), () -> {});
            assertThat(counts.rejected()).isPositive();
        }
        Verdict verdict = assertClean();
        assertThat(verdict.stored()).isGreaterThan(500);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentTwiceLateAndToTwoCollectorsIsStoredOnce(DoorKind door) throws Exception {
        try (FaultProxy one = proxy(door);
                FaultProxy other = proxy(door, second)) {
            Set<Repeat> all = Set.of(Repeat.values());
            run(config(door, List.of(address(one), address(other)), 0, all), () -> {});
        }
        Verdict verdict = assertClean();
        assertThat(verdict.stored()).isEqualTo(verdict.attempted()).isGreaterThan(500);
    }

    @ParameterizedTest
    @EnumSource
    void malformedReadingsDoNotSilenceADoor(DoorKind door) throws Exception {
        try (FaultProxy proxy = proxy(door)) {
            SenderConfig config = config(door, List.of(address(proxy)), 0, Set.of());
            assertThat(MalformedReadings.send(config)).isEqualTo(2_500);
            run(config, () -> {});
        }
        assertClean();
    }

    @Test
    void journalsHowEachPostEnded() throws Exception {
        try (FaultProxy proxy = proxy(DoorKind.HTTP)) {
            run(config(DoorKind.HTTP, List.of(address(proxy)), 0, Set.of()), proxy::reset);
        }
        assertThat(ledger().answers(journal()))
                .extracting(answer -> answer.kind())
                .contains(AnswerKind.OK);
    }

    @Test
    void aSenderProcessDrainsOnStopAndEndsWithTheProcessThatStartedIt() throws Exception {
        Process draining = process("draining");
        try (var input = draining.outputWriter();
                var output = draining.inputReader()) {
            await().atMost(SOON).until(() -> says(output, "STATUS attempted=[1-9].*"));
            input.write("stop\n");
            input.flush();
            await().atMost(SOON).until(() -> says(output, "DRAINED .*rejected=0 inflight=0"));
            assertThat(draining.waitFor()).isZero();
        }
        Process orphan = process("orphan");
        try (var output = orphan.inputReader()) {
            await().atMost(SOON).until(() -> says(output, "STATUS.*"));
            orphan.outputWriter().close();
            assertThat(orphan.waitFor()).isEqualTo(3);
        }
    }

    private static boolean says(BufferedReader output, String expected) throws IOException {
        return Objects.requireNonNull(output.readLine(), "the sender has ended").matches(expected);
    }

    private Process process(String name) throws IOException {
        Path secret = Files.writeString(folder.resolve(name + ".secret"), SECRET.text());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "datastream.chaos.sender.SenderMain",
                        "--door=http",
                        "--target=127.0.0.1:" + first.restPort(),
                        "--secret-file=" + secret,
                        "--sensor-prefix=" + name.toUpperCase(Locale.ROOT),
                        "--repeat=twice,late",
                        "--journal=" + folder.resolve(name + ".journal"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Sends for a while, breaks something in the middle, and drains. */
    private Counts run(SenderConfig config, Runnable fault) {
        try (Journal journal = Journal.create(config.journal(), config.sensors());
                JournallingSender sender = new JournallingSender(config, journal)) {
            sender.start();
            await().atMost(SOON).until(() -> sender.counts().acknowledged() > 200);
            fault.run();
            long before = sender.counts().acknowledged();
            await().atMost(SOON).until(() -> sender.counts().acknowledged() > before + 400);
            sender.stop();
            await().atMost(SOON).until(sender::isDrained);
            return sender.counts();
        }
    }

    private Verdict assertClean() throws Exception {
        Verdict[] last = new Verdict[1];
        // A broker's own acknowledgement comes before the collector's.
        await().atMost(SOON)
                .until(() -> {
                    last[0] =
                            new VerdictReader(
                                            DATABASE.jdbcUrl(),
                                            DATABASE.user(),
                                            DATABASE.password())
                                    .compare(ledger());
                    return last[0].isClean();
                });
        assertThat(last[0].acknowledged()).isGreaterThan(500);
        return last[0];
    }

    private Ledger ledger() {
        Ledger ledger = new Ledger();
        ledger.follow(journal());
        ledger.catchUp();
        return ledger;
    }

    private Path journal() {
        return folder.resolve("sender.journal");
    }

    private SenderConfig config(
            DoorKind door, List<String> targets, double badShare, Set<Repeat> repeats) {
        SensorRange sensors = new SensorRange("chaos", "S", 5);
        return new SenderConfig(
                door, targets, SECRET, sensors, 2_000, 5_000, journal(), 7, badShare, 2_500,
                repeats);
    }

    private static String address(FaultProxy proxy) {
        return "127.0.0.1:" + proxy.port();
    }

    private static FaultProxy proxy(DoorKind door) {
        return proxy(door, first);
    }

    private static FaultProxy proxy(DoorKind door, Collector collector) {
        int port =
                switch (door) {
                    case GRPC -> collector.grpcPort();
                    case HTTP -> collector.restPort();
                    case MQTT, MQTT_PUBACK -> broker.port();
                };
        FaultProxy proxy = new FaultProxy("test", () -> new InetSocketAddress("127.0.0.1", port));
        proxy.start();
        return proxy;
    }

    private static Collector collector(String name) {
        Collector collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                new MqttConfig(
                                        new BrokerAddress(
                                                URI.create("mqtt://127.0.0.1:" + broker.port()),
                                                "collector",
                                                "unchecked"),
                                        name),
                                new DatabaseConfig(
                                        DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password()),
                                SECRET));
        collector.start();
        return collector;
    }
}
