package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.limit.RequestLimit;
import datastream.collector.usecase.limit.RequestLimits;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.AllowedOrigins;
import datastream.http.RestConfig;
import datastream.security.Admission;
import datastream.security.Role;
import datastream.security.TokenSecrets;
import datastream.tls.TlsConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Request limits at two collectors on one real server, seen from outside. */
abstract class CollectorLimitsContract {

    private static final String SENSORS = "/api/sensors";
    private static final String LIVE = "/health/live";
    private static final String ORIGIN = "https://app.example.org";
    private static final String READING =
            "{\"sensor_type\":\"light\",\"id1\":\"HALL\",\"id2\":1,"
                    + "\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":2.5}";

    /** One comes back in a second; of an address in a minute. */
    private static final RequestLimits FEW =
            new RequestLimits(new RequestLimit(60, 20), new RequestLimit(1, 10));

    private final HttpClient http = HttpClient.newHttpClient();
    private Collector collector;
    private Collector second;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() {
        TestServers.empty(server());
        collector = collector();
        second = collector();
        collector.start();
        second.start();
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        if (second == null) {
            // There is no such server here.
            return;
        }
        second.close();
        collector.close();
    }

    private Collector collector() {
        return new Collector(
                new CollectorConfig(
                        new RestConfig("127.0.0.1", 0, AllowedOrigins.parse(ORIGIN)),
                        new GrpcConfig("127.0.0.1", 0),
                        null,
                        server(),
                        ReadingRetention.FOR_EVER,
                        RetentionConfig.USUAL,
                        ChangeConfig.USUAL,
                        AccountConfig.USUAL,
                        new TokenSecrets(TestTokens.SECRET),
                        TlsConfig.NONE,
                        Admission.KNOWN_SENDERS,
                        FEW));
    }

    @Test
    void anAnswerSaysHowManyMayFollow() throws Exception {
        String user = TestTokens.bearer(Role.USER);
        HttpResponse<String> first = get(collector, SENSORS, user);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"account\";q=20;w=20");
        assertThat(header(first, "RateLimit")).isEqualTo("\"account\";r=19;t=1");
        assertThat(header(first, "Access-Control-Expose-Headers"))
                .contains("RateLimit, RateLimit-Policy, Retry-After");
        HttpResponse<String> stranger = get(collector, SENSORS, null);
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(header(stranger, "RateLimit-Policy")).isEqualTo("\"address\";q=10;w=600");
        assertThat(header(stranger, "RateLimit")).isEqualTo("\"address\";r=9;t=60");
        HttpResponse<String> forbidden = send(collector, "DELETE", "/api/quarantine", user);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(header(forbidden, "RateLimit")).startsWith("\"account\";r=1");
    }

    @Test
    void twoCollectorsTogetherLetNoMoreThroughAndLaterMore() throws Exception {
        String user = TestTokens.bearer(Role.USER);
        long start = System.nanoTime();
        int passed = 0;
        for (int i = 0; i < 60; i++) {
            passed +=
                    get(i % 2 == 0 ? collector : second, SENSORS, user).statusCode() == 200 ? 1 : 0;
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(passed).isBetween(20, 20 + (int) seconds + 1 + countedAlone());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(collector, SENSORS, user).statusCode() == 200);
    }

    @Test
    void whoIsRefusedIsToldWhyAndForHowLong() throws Exception {
        String user = TestTokens.bearer(Role.USER);
        HttpResponse<String> refused = firstRefused("GET", SENSORS, user);
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "RateLimit")).isEqualTo("\"account\";r=0;t=1");
        assertThat(header(refused, "Content-Type")).startsWith("application/problem+json");
        assertThat(new ObjectMapper().readTree(refused.body()).get("detail").asText())
                .isEqualTo("Too many requests of this account; try again in 1 s");
        String metrics = get(collector, "/metrics", null).body();
        assertThat(metrics).contains("datastream_requests_refused_total{limit=\"account\"} 1.0");
    }

    /** A hundred readings in a request are one request. */
    @Test
    void readingsThatArePostedCountByTheRequest() throws Exception {
        String device = TestTokens.bearer(Role.DEVICE);
        String hundred = (READING + "\n").repeat(100);
        HttpResponse<String> first = post(device, hundred);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "RateLimit")).isEqualTo("\"account\";r=19;t=1");
        int passed = 1;
        while (post(device, READING).statusCode() == 200 && passed < 200) {
            passed++;
        }
        assertThat(passed).isBetween(20, 199);
    }

    @Test
    void whoShowsNothingGoodIsCountedByHisAddressAndHoldsNobodyElseUp() throws Exception {
        HttpResponse<String> refused = firstRefused("GET", SENSORS, "Bearer forged");
        assertThat(refused.body()).contains("of this address without a good token");
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(30, 60);
        assertThat(firstRefused("GET", SENSORS, null).body()).contains("of this address");
        assertThat(firstRefused("GET", "/openapi.json", null).body()).contains("of this address");
        assertThat(firstRefused("POST", "/login", null).body()).contains("of this address");
        assertThat(get(collector, SENSORS, TestTokens.bearer(Role.USER)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoWatchesOverTheServiceIsNotCounted() throws Exception {
        for (String path : List.of(LIVE, "/health/ready", "/metrics")) {
            for (int i = 0; i < 30; i++) {
                HttpResponse<String> answer = get(collector, path, null);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
            }
        }
    }

    /** On a machine that is too busy for the database to answer at once. */
    private int countedAlone() throws Exception {
        int alone = 0;
        for (Collector each : List.of(collector, second)) {
            alone +=
                    get(each, "/metrics", null)
                            .body()
                            .lines()
                            .filter(line -> line.startsWith("datastream_requests_counted_alone_"))
                            .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
                            .sum();
        }
        return alone;
    }

    private HttpResponse<String> firstRefused(String method, String path, String bearer)
            throws Exception {
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> answer = send(collector, method, path, bearer);
            if (answer.statusCode() == 429) {
                return answer;
            }
        }
        throw new AssertionError("Nothing was refused");
    }

    private HttpResponse<String> get(Collector at, String path, String bearer) throws Exception {
        return send(at, "GET", path, bearer);
    }

    private HttpResponse<String> post(String bearer, String lines) throws Exception {
        HttpRequest.Builder request =
                request(collector, "/api/readings", bearer)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(Collector at, String method, String path, String bearer)
            throws Exception {
        HttpRequest.Builder request =
                request(at, path, bearer).method(method, BodyPublishers.noBody());
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Collector at, String path, String bearer) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.restPort() + path))
                        .setHeader("Origin", ORIGIN);
        if (bearer != null) {
            request.header("Authorization", bearer);
        }
        return request;
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
