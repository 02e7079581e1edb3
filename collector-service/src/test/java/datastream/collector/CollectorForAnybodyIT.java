package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import datastream.collector.adapter.RawReading;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.mqtt.MqttConfig;
import datastream.collector.fake.Readings;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.limit.RequestLimits;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.RestConfig;
import datastream.security.Admission;
import datastream.security.Role;
import datastream.security.TokenSecrets;
import datastream.settings.BrokerAddress;
import datastream.tls.TlsConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code INSECURE} anybody hands in readings, and does nothing else. */
class CollectorForAnybodyIT {

    private static final String READING =
            "{\"sensor_type\":\"light\",\"id1\":\"HALL\",\"id2\":1,"
                    + "\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":2.5}";

    private static DatabaseConfig database;
    private static Collector collector;

    @BeforeAll
    static void start() {
        database = TestServers.mariaDb();
        TestServers.empty(database);
        collector = new Collector(config(null, Admission.ANYBODY));
        collector.start();
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    private static CollectorConfig config(@Nullable MqttConfig mqtt, Admission admission) {
        return new CollectorConfig(
                new RestConfig("127.0.0.1", 0),
                new GrpcConfig("127.0.0.1", 0),
                mqtt,
                database,
                ReadingRetention.FOR_EVER,
                RetentionConfig.USUAL,
                ChangeConfig.USUAL,
                AccountConfig.USUAL,
                new TokenSecrets(TestTokens.SECRET),
                TlsConfig.NONE,
                admission,
                RequestLimits.NONE);
    }

    @Test
    void whoShowsNothingHandsIn() throws Exception {
        try (RestClient rest = new RestClient(collector.restPort())) {
            assertThat(rest.post("/api/readings", READING).status()).isEqualTo(200);
        }
    }

    @Test
    void whoShowsNothingHandsInOverGrpc() throws Exception {
        try (KeyStream stream = new KeyStream(collector.grpcPort(), null, null)) {
            stream.publish(RawReading.of(Readings.of(Readings.ROOM_1, 0, 1.5)));
            stream.awaitAcknowledged(1);
        }
    }

    @Test
    void whatIsShownMustBeGood() throws Exception {
        try (RestClient rest = new RestClient(collector.restPort())) {
            assertThat(rest.with("forged").post("/api/readings", READING).status()).isEqualTo(401);
            assertThat(rest.with("dsk_" + "A".repeat(43)).post("/api/readings", READING).status())
                    .isEqualTo(401);
            String viewer = TestTokens.bearer(Role.VIEWER).replace("Bearer ", "");
            assertThat(rest.with(viewer).post("/api/readings", READING).status()).isEqualTo(403);
        }
    }

    @Test
    void nothingElseIsOpen() throws Exception {
        Set<String> others =
                collector.routes().stream()
                        .filter(route -> route.contains(" /api/"))
                        .filter(route -> !route.equals("POST /api/readings"))
                        .collect(Collectors.toSet());
        assertThat(others)
                .contains("GET /api/readings", "DELETE /api/readings", "POST /api/keys")
                .hasSizeGreaterThan(25);
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String route : others) {
                assertThat(status(http, route)).as(route).isEqualTo(401);
            }
            assertThat(status(http, "POST /logout")).isEqualTo(401);
        }
    }

    @Test
    void aPageHandsNothingInForWhoeverLooksAtIt() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(status(http, "POST /api/readings", "Origin", "http://pages.example"))
                    .isEqualTo(403);
            assertThat(status(http, "POST /api/readings")).isEqualTo(400);
        }
    }

    private static int status(HttpClient http, String route, String... headers) throws Exception {
        String[] parts = route.replaceAll("\\{[^}]+}", "1").split(" ", 2);
        URI uri = URI.create("http://127.0.0.1:" + collector.restPort() + parts[1]);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .method(parts[0], HttpRequest.BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** What a broker lets in without, it lets everybody in. */
    @ParameterizedTest
    @CsvSource(
            value = {"-, -", "collector, -", "-, hush"},
            nullValues = "-")
    void aBrokerThatAsksForNothingIsRefusedUnlessItIsWanted(String user, String password) {
        BrokerAddress address = new BrokerAddress(URI.create("mqtt://127.0.0.1"), user, password);
        MqttConfig broker = new MqttConfig(address, "name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(broker, Admission.KNOWN_SENDERS))
                .withMessageStartingWith("MQTT_URL needs MQTT_USER and MQTT_PASSWORD")
                .withMessageContaining("INSECURE=true");
        assertThat(config(broker, Admission.ANYBODY).mqtt()).isEqualTo(broker);
    }
}
