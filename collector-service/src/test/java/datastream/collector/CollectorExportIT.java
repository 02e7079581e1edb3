package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The latest readings, exports, quality and conditional requests of a whole collector. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectorExportIT {

    private static final int SENSORS = 7;

    private final HttpClient http = HttpClient.newHttpClient();
    private Collector collector;
    private RestClient rest;

    @BeforeAll
    void open() throws Exception {
        TestServers.empty(TestServers.mariaDb());
        collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                null,
                                TestServers.mariaDb(),
                                TestTokens.SECRET));
        collector.start();
        rest = new RestClient(collector.restPort());
        rest.with(TestTokens.bearer(Role.ADMIN).replace("Bearer ", ""));
        List<String> readings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readings.add(reading(i));
        }
        assertThat(rest.post("/api/readings", readings.toString()).status()).isEqualTo(200);
    }

    @AfterAll
    void close() {
        http.shutdownNow();
        rest.close();
        collector.close();
    }

    private static String reading(int i) {
        return "{\"sensor_type\":\"light\",\"id1\":\"HALL\",\"id2\":%d,\"timestamp\":\"2026-11-21T08:00:00.%06dZ\",\"sensor_value\":%d.5}"
                .formatted(i % SENSORS, i, i);
    }

    @Test
    void anExportHasTheReadingsThatFindHas() throws Exception {
        JsonNode found = rest.get("/api/readings?limit=1000&id2=2,3&order=asc").body().get("data");
        List<String> lines =
                get("/api/readings/export?format=ndjson&id2=2,3&order=asc&summary=false", null)
                        .body()
                        .lines()
                        .toList();
        assertThat(lines)
                .isEqualTo(found.valueStream().map(JsonNode::toString).toList())
                .hasSize(28);
    }

    @Test
    void linksLeadThroughTheLatestOfEverySensor() throws Exception {
        List<String> seen = new ArrayList<>();
        String link = "/api/readings/latest?sensor_type=light&limit=2";
        while (link != null) {
            JsonNode page = rest.get(link).body();
            page.get("data").forEach(latest -> seen.add(latest.get("timestamp").asText()));
            JsonNode next = page.at("/links/next");
            assertThat(next.isNull()).isEqualTo(page.get("next_cursor").isNull());
            link = next.isNull() ? null : next.asText();
        }
        assertThat(seen).hasSize(SENSORS).doesNotHaveDuplicates();
        assertThat(seen).allMatch(time -> time.compareTo("2026-11-21T08:00:00.000093Z") >= 0);
    }

    @Test
    void aCursorOfFindIsNoCursorHere() throws Exception {
        String latest = rest.get("/api/readings/latest?limit=2").body().get("next_cursor").asText();
        String find = rest.get("/api/readings?limit=2").body().get("next_cursor").asText();
        for (String bad :
                List.of(
                        "/api/readings/latest?cursor=" + find,
                        "/api/readings/latest?id2=1&cursor=" + latest,
                        "/api/readings?order=asc&cursor=" + latest,
                        "/api/readings/latest?cursor=x")) {
            RestClient.Answer answer = rest.get(bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("cursor");
        }
        assertThat(rest.get("/api/readings/latest?offset=1").status()).isEqualTo(400);
    }

    @Test
    void whoHasTheNewestAnswerGetsNoneAgain() throws Exception {
        String id = rest.get("/api/readings?limit=1").body().at("/data/0/id").asText();
        for (String path : List.of("/api/readings/latest?limit=3", "/api/readings/" + id)) {
            HttpResponse<String> first = get(path, null);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            assertThat(get(path, tag).statusCode()).isEqualTo(304);
            assertThat(get(path, "\"other\"").body()).isEqualTo(first.body());
        }
    }

    /** Readings 2, 9, 16, … 93 of the hundred, a microsecond each, are of this sensor. */
    @Test
    void theQualityOfASensorIsThatOfItsReadings() throws Exception {
        String path = "/api/sensors/light-HALL-2/quality?from=2026-11-21T08:00:00Z&to=";
        JsonNode whole = rest.get(path + "2026-11-21T08:00:00.000100Z").body();
        assertThat(whole.get("count").asInt()).isEqualTo(14);
        assertThat(whole.get("first").asText()).isEqualTo("2026-11-21T08:00:00.000002Z");
        assertThat(whole.get("last").asText()).isEqualTo("2026-11-21T08:00:00.000093Z");
        assertThat(whole.get("interval_seconds").asDouble()).isEqualTo(7e-6);
        assertThat(whole.get("completeness").asDouble()).isEqualTo(1);
        JsonNode longer = rest.get(path + "2026-11-21T08:00:00.000121Z&max=80").body();
        assertThat(longer.get("missing").asInt()).isEqualTo(3);
        assertThat(longer.at("/out_of_range/count").asInt()).isEqualTo(2);
        assertThat(rest.get("/api/sensors/light-HALL-9/quality").status()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path, String known) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + collector.restPort() + path))
                        .header("Authorization", TestTokens.bearer(Role.USER));
        if (known != null) {
            request.header("If-None-Match", known);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
