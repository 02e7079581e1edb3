package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole collectors on a real server, seen from outside. */
abstract class CollectorContract {

    private static final String CREDENTIALS =
            "{\"username\":\"admin\",\"password\":\"correct horse\"}";

    private Collector collector;
    private RestClient rest;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() throws Exception {
        TestServers.empty(server());
        collector = collector();
        collector.start();
        rest = new RestClient(collector.restPort());
    }

    @AfterEach
    void close() {
        if (rest != null) {
            rest.close();
            collector.close();
        }
    }

    private Collector collector() {
        return new Collector(
                new CollectorConfig(
                        new RestConfig("127.0.0.1", 0),
                        new GrpcConfig("127.0.0.1", 0),
                        null,
                        server(),
                        TestTokens.SECRET));
    }

    @Test
    void aReadingComesBackAsItWasSentAndOutlivesTheCollector() throws Exception {
        logIn();
        assertThat(
                        rest.post(
                                        "/api/readings",
                                        reading("2026-11-21T09:00:00.123456+01:00", "21.53"))
                                .status())
                .isEqualTo(200);
        JsonNode before = rest.get("/api/readings?id1=ROOM&id2=7").body();
        assertThat(before.at("/data/0/timestamp").asText())
                .isEqualTo("2026-11-21T08:00:00.123456Z");
        assertThat(before.at("/data/0/sensor_value").asDouble()).isEqualTo(21.53);
        assertThat(before.at("/data/0/id").asText()).hasSize(16);
        assertThat(before.get("total").asLong()).isEqualTo(1);
        collector.close();
        collector = collector();
        collector.start();
        rest = new RestClient(collector.restPort());
        rest.with(token(rest));
        assertThat(rest.get("/api/readings").body()).isEqualTo(before);
        assertThat(rest.get("/api/sensors").body().at("/data/0/newest"))
                .isEqualTo(before.at("/data/0"));
    }

    @Test
    void aReadingIsFoundByItsId() throws Exception {
        logIn();
        rest.post("/api/readings", reading("2026-11-21T08:00:00.123456Z", "21.53"));
        JsonNode found = rest.get("/api/readings").body().at("/data/0");
        assertThat(rest.get("/api/readings/" + found.get("id").asText()).body()).isEqualTo(found);
    }

    @Test
    void severalValuesOfAParameterMeanAnyOfThem() throws Exception {
        logIn();
        rest.post("/api/readings", overlapping(0));
        rest.post("/api/readings", reading("2026-11-21T08:00:00Z", "21.53"));
        assertThat(total("id2=0,1")).isEqualTo(40);
        assertThat(total("id2=0&id2=1,7&id2=1")).isEqualTo(41);
        assertThat(total("sensor_type=temperature,light&id1=ROOM&id1=HALL")).isEqualTo(101);
        assertThat(total("sensor_type=light,co2&id1=ROOM")).isZero();
        assertThat(total("min_value=98")).isEqualTo(2);
        assertThat(total("min_value=21&max_value=21.53e0&order=asc")).isEqualTo(2);
        assertThat(total("max_value=-1E-3")).isZero();
    }

    private int total(String query) throws Exception {
        JsonNode found = rest.get("/api/readings?limit=1000&" + query).body();
        assertThat(found.get("data")).hasSize(found.get("total").asInt());
        return found.get("total").asInt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void linksLeadThroughEveryReadingAndBackWhileOthersArrive(String order) throws Exception {
        logIn();
        rest.post("/api/readings", overlapping(0));
        String first = "/api/readings?id1=HALL,ROOM&limit=30&duration=36500d&order=" + order;
        JsonNode page = rest.get(first).body();
        assertThat(page.get("previous_cursor").isNull()).isTrue();
        List<String> seen = new ArrayList<>(ids(page));
        while (!page.at("/links/next").isNull()) {
            String time = "2026-11-21T08:00:00.%06dZ".formatted(seen.size());
            rest.post("/api/readings", reading(time, "7000"));
            page = rest.get(page.at("/links/next").asText()).body();
            seen.addAll(ids(page));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(idsOfFirstBatch());
        List<String> back = new ArrayList<>(ids(page));
        while (!page.at("/links/previous").isNull()) {
            page = rest.get(page.at("/links/previous").asText()).body();
            back.addAll(0, ids(page));
        }
        assertThat(back).doesNotHaveDuplicates().containsAll(seen);
    }

    private List<String> idsOfFirstBatch() throws Exception {
        return ids(rest.get("/api/readings?max_value=99&limit=10000").body());
    }

    private static List<String> ids(JsonNode page) {
        return page.get("data").valueStream().map(reading -> reading.get("id").asText()).toList();
    }

    @Test
    void aCursorIsGoodAtEveryCollectorAndForItsOwnQueryAlone() throws Exception {
        String token = logIn();
        rest.post("/api/readings", overlapping(0));
        JsonNode page = rest.get("/api/readings?id1=HALL&id2=0,1&limit=10").body();
        String cursor = page.get("next_cursor").asText();
        String query = "/api/readings?id2=1&id2=0&id1=HALL&limit=5&cursor=" + cursor;
        assertThat(rest.get(query).body().get("data")).hasSize(5);
        try (Collector second = collector()) {
            second.start();
            try (RestClient other = new RestClient(second.restPort())) {
                assertThat(other.with(token).get(query).body()).isEqualTo(rest.get(query).body());
            }
        }
        char last = cursor.charAt(cursor.length() - 1);
        for (String bad :
                List.of(
                        query.replace("HALL", "ROOM"),
                        query.replace("id2=1&", ""),
                        query + "&order=asc",
                        query + "&min_value=1",
                        query + "&offset=0",
                        query.substring(0, query.length() - 1) + (last == 'A' ? 'B' : 'A'))) {
            RestClient.Answer answer = rest.get(bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("cursor");
        }
    }

    @Test
    void ofManyFirstAccountsAtOnceOneWins() throws Exception {
        try (Collector second = collector()) {
            second.start();
            List<Callable<Integer>> registrations = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int port = i % 2 == 0 ? collector.restPort() : second.restPort();
                String body = CREDENTIALS.replace("admin", "admin" + i);
                registrations.add(() -> status(port, body));
            }
            assertThat(all(registrations)).containsOnlyOnce(201).containsOnly(201, 401);
        }
    }

    @Test
    void aLaterAccountNeedsAnAdministratorsToken() throws Exception {
        logIn();
        String ann = "{\"username\":\"ann\",\"password\":\"correct horse\"}";
        assertThat(rest.with(null).post("/register", ann).status()).isEqualTo(401);
        rest.with(token(rest));
        assertThat(rest.post("/register", ann).body().get("role").asText()).isEqualTo("user");
        assertThat(rest.post("/register", ann).status()).isEqualTo(409);
        String annsToken = rest.with(null).post("/login", ann).body().get("token").asText();
        RestClient.Answer refused =
                rest.with(annsToken).post("/register", ann.replace("ann", "bob"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(rest.with("garbage").post("/register", ann.replace("ann", "bob")).status())
                .isEqualTo(401);
        assertThat(rest.with(null).post("/login", ann.replace("correct", "wrong")).status())
                .isEqualTo(401);
    }

    @Test
    void twoCollectorsGivenTheSameReadingsStoreEachOnce() throws Exception {
        try (Collector second = collector()) {
            second.start();
            String token = logIn();
            List<Callable<Integer>> posts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int port = i % 2 == 0 ? collector.restPort() : second.restPort();
                String body = overlapping(i / 2);
                posts.add(() -> committed(port, token, body));
            }
            int committed = all(posts).stream().mapToInt(Integer::intValue).sum();
            JsonNode found = rest.get("/api/readings?limit=10000").body();
            assertThat(found.get("total").asInt()).isEqualTo(committed).isEqualTo(6 * 50 + 50);
            Set<String> ids = new HashSet<>();
            found.get("data").forEach(reading -> ids.add(reading.get("id").asText()));
            assertThat(ids).hasSize(committed);
        }
    }

    @Test
    void saysThatItIsReady() throws Exception {
        RestClient.Answer ready = rest.get("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.body().at("/checks/database").asText()).isEqualTo("up");
        assertThat(ready.body().at("/checks/broker").asText()).isEqualTo("off");
        assertThat(rest.get("/health/live").status()).isEqualTo(200);
    }

    /** Batch i: 100 readings of five sensors, half of them also in batch i + 1. */
    private static String overlapping(int i) {
        List<String> readings = new ArrayList<>();
        for (int n = 50 * i; n < 50 * i + 100; n++) {
            readings.add(
                    "{\"sensor_type\":\"light\",\"id1\":\"HALL\",\"id2\":%d,\"timestamp\":\"2026-11-21T08:00:00.%06dZ\",\"sensor_value\":%d}"
                            .formatted(n % 5, n, n));
        }
        return readings.toString();
    }

    private static String reading(String timestamp, String value) {
        return "{\"sensor_type\":\"temperature\",\"id1\":\"ROOM\",\"id2\":7,\"timestamp\":\"%s\",\"sensor_value\":%s}"
                .formatted(timestamp, value);
    }

    private String logIn() throws Exception {
        assertThat(rest.with(null).post("/register", CREDENTIALS).status()).isEqualTo(201);
        String token = token(rest);
        rest.with(token);
        return token;
    }

    private static String token(RestClient client) throws Exception {
        return client.with(null).post("/login", CREDENTIALS).body().get("token").asText();
    }

    private static int status(int port, String body) throws Exception {
        try (RestClient client = new RestClient(port)) {
            return client.post("/register", body).status();
        }
    }

    private static int committed(int port, String token, String body) throws Exception {
        try (RestClient client = new RestClient(port)) {
            return client.with(token).post("/api/readings", body).body().get("committed").asInt();
        }
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
