package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.RawReading;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.fake.Readings;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.security.Principal;
import datastream.security.Role;
import io.grpc.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** API keys at two collectors on one real server, seen from outside. */
abstract class CollectorKeysContract {

    private static final String INGEST = "\"permissions\":[\"ingest\"]";
    private static final String READ = "\"permissions\":[\"read\"]";
    private static final String WARM_ROOMS =
            ",\"sensor_types\":[\"temperature\"],\"id1_prefixes\":[\"ROOM\"]";

    private final HttpClient http = HttpClient.newHttpClient();
    private Collector collector;
    private Collector second;
    private RestClient rest;
    private RestClient other;
    private RestClient admin;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() {
        TestServers.empty(server());
        collector = collector();
        second = collector();
        collector.start();
        second.start();
        rest = new RestClient(collector.restPort());
        other = new RestClient(second.restPort());
        admin = new RestClient(collector.restPort()).with(token(Role.ADMIN));
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new AssertionError("It did not close", e);
        }
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        Stream.of(admin, rest, other, second, collector)
                .filter(Objects::nonNull)
                .forEach(CollectorKeysContract::close);
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

    private static String token(Role role) {
        return TestTokens.TOKENS.issue(new Principal("root", role), Duration.ofMinutes(30)).text();
    }

    @Test
    void aKeyIsToldOnceAndIsGoodHereAtOnceAndSoonElsewhere() throws Exception {
        RestClient.Answer made = admin.post("/api/keys", body("boiler", READ + WARM_ROOMS));
        assertThat(made.status()).isEqualTo(201);
        String id = made.body().get("id").asText();
        String key = made.body().get("key").asText();
        assertThat(key).matches("dsk_[A-Za-z0-9_-]{43}");
        assertThat(made.location()).isEqualTo("/api/keys/" + id);
        assertThat(made.body().properties()).hasSize(12);
        assertThat(status(rest, key)).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status(other, key)).isEqualTo(200));
        RestClient.Answer shown = admin.get("/api/keys/" + id);
        assertThat(shown.text()).doesNotContain(key.substring(12));
        assertThat(shown.body().properties()).hasSize(11);
        assertThat(shown.body().get("hint").asText()).isEqualTo(key.substring(0, 10));
        assertThat(shown.body().get("created_by").asText()).isEqualTo("root");
        assertThat(shown.body().get("permissions").toString()).isEqualTo("[\"read\"]");
        assertThat(shown.body().get("sensor_types").toString()).isEqualTo("[\"temperature\"]");
        assertThat(shown.body().get("id1_prefixes").toString()).isEqualTo("[\"ROOM\"]");
        assertThat(shown.body().get("expires_at").isNull()).isTrue();
        RestClient.Answer all = admin.get("/api/keys?limit=10");
        assertThat(all.text()).doesNotContain(key.substring(12));
        assertThat(all.body().get("total").asInt()).isEqualTo(1);
        Collector third = collector();
        third.start();
        try (third;
                RestClient restarted = new RestClient(third.restPort())) {
            assertThat(status(restarted, key)).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !admin.get("/api/keys/" + id).body().get("last_used_at").isNull());
    }

    @Test
    void aRevokedKeyIsRefusedHereAtOnceAndSoonElsewhereOpenCallsIncluded() throws Exception {
        JsonNode made = admin.post("/api/keys", body("boiler", INGEST)).body();
        String key = made.get("key").asText();
        await().atMost(Duration.ofSeconds(20)).until(() -> post(other, key, "[]").status() != 401);
        try (KeyStream here = new KeyStream(collector.grpcPort(), key);
                KeyStream there = new KeyStream(second.grpcPort(), key)) {
            here.publish(reading("temperature", "ROOM", 1));
            there.publish(reading("temperature", "ROOM", 2));
            here.awaitAcknowledged(1);
            there.awaitAcknowledged(1);
            assertThat(admin.delete("/api/keys/" + made.get("id")).status()).isEqualTo(204);
            assertThat(post(rest, key, "[]").status()).isEqualTo(401);
            here.publish(reading("temperature", "ROOM", 3));
            here.awaitRefused();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(post(other, key, "[]").status()).isEqualTo(401));
            there.publish(reading("temperature", "ROOM", 4));
            there.awaitRefused();
        }
        assertThat(admin.get("/api/readings").body().get("total").asInt()).isEqualTo(2);
        assertThat(admin.delete("/api/keys/" + made.get("id")).status()).isEqualTo(204);
        assertThat(admin.get("/api/keys/" + made.get("id")).body().get("revoked_at").asText())
                .endsWith("Z");
        assertThat(admin.delete("/api/keys/4711").status()).isEqualTo(404);
        assertThat(admin.get("/api/keys/4711").status()).isEqualTo(404);
        assertThat(admin.delete("/api/keys/x").status()).isEqualTo(400);
    }

    @Test
    void anExpiredKeyIsRefusedAndItsOpenCallEnds() throws Exception {
        String key = key("boiler", INGEST + ",\"expires_at\":\"2999-01-01T00:00:00+01:00\"");
        try (KeyStream stream = new KeyStream(collector.grpcPort(), key)) {
            stream.publish(reading("temperature", "ROOM", 1));
            stream.awaitAcknowledged(1);
            execute("UPDATE api_key SET expires_at = UTC_TIMESTAMP(6)");
            execute("UPDATE api_key_version SET version = version + 1");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(post(rest, key, "[]").status()).isEqualTo(401));
            stream.publish(reading("temperature", "ROOM", 2));
            stream.awaitRefused();
        }
    }

    @Test
    void expiresByTheClock() throws Exception {
        Instant expiry = Instant.now().plusSeconds(20);
        String key = key("boiler", READ + ",\"expires_at\":\"" + expiry + "\"");
        assertThat(status(rest, key)).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(status(rest, key)).isEqualTo(401));
        assertThat(Instant.now()).isAfterOrEqualTo(expiry);
    }

    @Test
    void whatIsNoKeyOfOursOrComesInTheWrongPlaceIsRefused() throws Exception {
        String key = key("boiler", READ);
        String lastOther = key.endsWith("A") ? "E" : "A";
        for (String forged :
                List.of(
                        "",
                        "dsk_",
                        key.substring(0, key.length() - 1),
                        key + "A",
                        key.substring(0, key.length() - 1) + lastOther,
                        key.substring(0, 10) + "A".repeat(37),
                        key.substring(0, 20) + "%" + key.substring(21),
                        key.toUpperCase(Locale.ROOT),
                        "dsr_" + key.substring(4),
                        key.substring(4),
                        "Bearer " + key,
                        key + ", " + key,
                        "' OR 1 = 1 -- ")) {
            assertThat(sent("X-API-Key", forged)).as(forged).isEqualTo(401);
            assertThat(sent("Authorization", "Bearer " + forged)).as(forged).isEqualTo(401);
        }
        assertThat(sent("X-API-Key", token(Role.ADMIN))).isEqualTo(401);
        assertThat(sent("X-API-Key", key)).isEqualTo(200);
        assertThat(sent("x-api-key", key)).isEqualTo(200);
        assertThat(sent("Authorization", "Bearer " + key)).isEqualTo(200);
        for (String header :
                List.of("X-Api-Keys", "Api-Key", "Cookie", "Proxy-Authorization", "X-Auth-Token")) {
            assertThat(sent(header, key)).as(header).isEqualTo(401);
        }
        assertThat(sent("Authorization", key)).isEqualTo(401);
        assertThat(sent("Authorization", "Basic " + key)).isEqualTo(401);
        for (String query : List.of("api_key", "key", "X-API-Key", "access_token")) {
            assertThat(rest.with(null).get("/api/readings?" + query + "=" + key).status())
                    .as(query)
                    .isEqualTo(401);
        }
    }

    @Test
    void ofTwoThatAreShownNeitherCounts() throws Exception {
        String key = key("boiler", READ);
        String bearer = "Bearer " + token(Role.ADMIN);
        assertThat(sent("X-API-Key", key, "X-API-Key", key)).isEqualTo(401);
        assertThat(sent("X-API-Key", key, "Authorization", "Bearer " + key)).isEqualTo(401);
        assertThat(sent("X-API-Key", key, "Authorization", bearer)).isEqualTo(401);
        assertThat(sent("X-API-Key", "x", "Authorization", bearer)).isEqualTo(401);
        assertThat(sent("Authorization", bearer, "Authorization", "Bearer " + key)).isEqualTo(401);
        assertThat(sent("Authorization", bearer, "Authorization", bearer)).isEqualTo(401);
        try (KeyStream two = new KeyStream(collector.grpcPort(), key, bearer)) {
            two.publish(reading("temperature", "ROOM", 1));
            two.awaitRefused();
        }
    }

    @Test
    void overGrpcAKeyHandsInWhatItMay() throws Exception {
        String ingest = key("ingest", INGEST);
        String read = key("read", READ);
        for (String authorization : new String[] {null, "Bearer " + ingest}) {
            String header = authorization == null ? ingest : null;
            try (KeyStream good = new KeyStream(collector.grpcPort(), header, authorization)) {
                good.publish(reading("temperature", "ROOM", 1));
                good.awaitAcknowledged(1);
            }
        }
        try (KeyStream refused = new KeyStream(collector.grpcPort(), read)) {
            refused.publish(reading("temperature", "ROOM", 2));
            assertThat(refused.awaitEnd().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(refused.awaitEnd().getDescription())
                    .isEqualTo("The key read may not hand in readings");
        }
        String forged = ingest.substring(0, 10) + "A".repeat(37);
        try (KeyStream refused = new KeyStream(collector.grpcPort(), forged)) {
            refused.publish(reading("temperature", "ROOM", 2));
            refused.awaitRefused();
        }
        try (KeyStream refused = new KeyStream(collector.grpcPort(), null, null)) {
            refused.publish(reading("temperature", "ROOM", 2));
            refused.awaitRefused();
        }
        awaitAudit("access_refused", "key read");
        awaitAudit("token_refused", null);
    }

    @Test
    void aBodyThatIsWrongIsRefusedByNameOfTheField() throws Exception {
        String past = Instant.now().minusSeconds(3_600).toString();
        for (List<String> bad :
                List.of(
                        List.of("name", "{\"permissions\":[\"read\"]}"),
                        List.of("name", body("two words", READ)),
                        List.of("name", body("", READ)),
                        List.of("name", body("n".repeat(65), READ)),
                        List.of("name", body("collector", INGEST)),
                        List.of("name", body("generators", READ)),
                        List.of("permissions", "{\"name\":\"a\"}"),
                        List.of("permissions", body("a", "\"permissions\":[]")),
                        List.of("permissions", body("a", "\"permissions\":[\"export\"]")),
                        List.of("permissions", body("a", "\"permissions\":[\"READ\"]")),
                        List.of("permissions", body("a", "\"permissions\":[null]")),
                        List.of("sensor_types", body("a", READ + ",\"sensor_types\":[\"ROOM\"]")),
                        List.of("sensor_types", body("a", READ + ",\"sensor_types\":[null]")),
                        List.of("sensor_types", body("a", READ + ",\"sensor_types\":[\"\"]")),
                        List.of("sensor_types", body("a", READ + ",\"sensor_types\":[]")),
                        List.of("id1_prefixes", body("a", READ + ",\"id1_prefixes\":[]")),
                        List.of("id1_prefixes", body("a", READ + ",\"id1_prefixes\":[\"a%\"]")),
                        List.of("expires_at", body("a", READ + ",\"expires_at\":\"tomorrow\"")),
                        List.of("expires_at", body("a", READ + ",\"expires_at\":\"" + past + "\"")),
                        List.of("role", body("a", READ + ",\"role\":\"admin\"")),
                        List.of("id", body("a", READ + ",\"id\":1")),
                        List.of("key", body("a", READ + ",\"key\":\"dsk_x\"")))) {
            RestClient.Answer answer = admin.post("/api/keys", bad.getLast());
            assertThat(answer.status()).as(bad.getLast()).isEqualTo(400);
            assertThat(answer.body().at("/errors/0/field").asText())
                    .as(bad.getLast())
                    .startsWith(bad.getFirst());
        }
        assertThat(admin.post("/api/keys?name=a", body("a", READ)).status()).isEqualTo(400);
        assertThat(admin.get("/api/keys").body().get("total").asInt()).isZero();
        key("a", READ);
        assertThat(admin.post("/api/keys", body("a", INGEST)).status()).isEqualTo(409);
    }

    @Test
    void whatIsNullOrAbsentLimitsNothingAndIsShownAsNull() throws Exception {
        for (String more : List.of("", ",\"sensor_types\":null,\"id1_prefixes\":null")) {
            RestClient.Answer made =
                    admin.post("/api/keys", body("any" + more.length(), READ + more));
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            for (JsonNode view :
                    List.of(
                            made.body(),
                            admin.get(made.location()).body(),
                            admin.get("/api/keys").body().at("/data/0"))) {
                assertThat(view.get("sensor_types").isNull()).isTrue();
                assertThat(view.get("id1_prefixes").isNull()).isTrue();
            }
        }
    }

    @Test
    void ofAWideKeyTheAuditLogTellsHowWideAndWhereItStands() throws Exception {
        StringBuilder types = new StringBuilder("\"a\"");
        for (int i = 2; i <= 20; i++) {
            types.append(",\"").append("a".repeat(i + 12)).append('"');
        }
        JsonNode made =
                admin.post("/api/keys", body("wide", READ + ",\"sensor_types\":[" + types + "]"))
                        .body();
        admin.delete("/api/keys/" + made.get("id"));
        for (String kind : List.of("key_created", "key_revoked")) {
            assertThat(admin.get("/api/audit?kind=" + kind).body().at("/data/0/detail").asText())
                    .isEqualTo("read, 20 types as in /api/keys/" + made.get("id"));
        }
        assertThat(admin.get("/api/keys/" + made.get("id")).body().get("sensor_types")).hasSize(20);
    }

    @Test
    void readingsOutsideOfAKeysSensorsAreBadOnesWhateverTheDoor() throws Exception {
        String key = key("warm", INGEST + WARM_ROOMS);
        String lines =
                String.join(
                        ",",
                        json("temperature", "ROOM", 1),
                        json("humidity", "ROOM", 2),
                        json("temperature", "HALL", 3),
                        json("temperature", "ROOMS", 4),
                        json("temperature", "Room", 5),
                        json("temperature", "ROO", 6));
        RestClient.Answer answer = post(rest, key, "[" + lines + "]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("committed").asInt()).isEqualTo(2);
        assertThat(fields(answer.body().get("rejected")))
                .containsExactly("1 sensor_type", "2 id1", "4 id1", "5 id1");
        assertThat(answer.body().at("/rejected/1/message").asText())
                .isEqualTo("must begin with ROOM for this key, not \"HALL\"");
        assertThat(post(rest, key, json("temperature", "HALL", 7)).status()).isEqualTo(400);

        try (KeyStream stream = new KeyStream(collector.grpcPort(), key)) {
            stream.publish(
                    reading("pressure", "ROOM", 10),
                    reading("temperature", "ROOM", 11),
                    reading("temperature", "YARD", 12));
            stream.awaitAcknowledged(1);
            assertThat(stream.rejections()).containsExactly("0 sensor_type", "2 id1");
            assertThat(
                            stream.send(
                                    reading("temperature", "ROOM", 20),
                                    reading("temperature", "YARD", 21),
                                    reading("temperature", "ROOMY", 22),
                                    reading("light", "ROOM", 23)))
                    .containsExactly("committed 2", "1 id1", "3 sensor_type");
        }
        assertThat(admin.get("/api/readings").body().get("total").asInt()).isEqualTo(5);
        assertThat(admin.get("/api/sensors").body().findValuesAsText("id1"))
                .containsOnly("ROOM", "ROOMS", "ROOMY");
        JsonNode quarantine = admin.get("/api/quarantine").body();
        assertThat(quarantine.get("total").asInt()).isEqualTo(9);
        assertThat(quarantine.findValuesAsText("reason")).containsOnly("invalid");
        JsonNode again = admin.post("/api/quarantine/redrive?reason=invalid", "").body();
        assertThat(again.get("stored").asInt()).as("no way round").isZero();
        assertThat(admin.get("/api/readings").body().get("total").asInt()).isEqualTo(5);
        assertThat(admin.get("/api/quarantine").body().get("total").asInt()).isEqualTo(9);
    }

    @Test
    void aKeyThatIsLimitedSeesNothingElse() throws Exception {
        String all =
                String.join(
                        ",",
                        json("temperature", "ROOM", 1),
                        json("temperature", "ROOMS", 2),
                        json("humidity", "ROOM", 3),
                        json("temperature", "HALL", 4),
                        json("temperature", "ROO", 5));
        assertThat(admin.post("/api/readings", "[" + all + "]").status()).isEqualTo(200);
        rest.withKey(key("warm", READ + WARM_ROOMS));
        JsonNode found = rest.get("/api/readings").body();
        assertThat(found.get("total").asInt()).isEqualTo(2);
        assertThat(sensors(found))
                .containsExactlyInAnyOrder("temperature ROOM", "temperature ROOMS");
        for (String filter :
                List.of(
                        "id1=HALL",
                        "id1=ROO",
                        "sensor_type=humidity",
                        "sensor_type=humidity&id1=ROOM&id2=7",
                        "id1=HALL&order=asc",
                        "min_value=4",
                        "from=2026-11-21T08:00:03Z")) {
            JsonNode none = rest.get("/api/readings?" + filter).body();
            assertThat(none.get("total").asInt()).as(filter).isZero();
            assertThat(none.get("data")).as(filter).isEmpty();
            assertThat(rest.get("/api/readings?offset=1&limit=1&" + filter).body().get("total"))
                    .as(filter)
                    .isEqualTo(none.get("total"));
        }
        assertThat(sensors(rest.get("/api/readings/latest").body())).hasSize(2);
        assertThat(rest.get("/api/readings/latest?id1=HALL").body().get("data")).isEmpty();
        JsonNode catalogue = rest.get("/api/sensors").body();
        assertThat(catalogue.get("total").asInt()).isEqualTo(2);
        assertThat(sensors(catalogue)).hasSize(2);
        assertThat(rest.get("/api/sensors?sensor_type=humidity").body().get("total").asInt())
                .isZero();
        JsonNode groups =
                rest.get("/api/readings/aggregate?group_by=sensor&functions=count,max").body();
        assertThat(groups.get("data")).hasSize(2);
        JsonNode whole = rest.get("/api/readings/aggregate?functions=count,max").body();
        assertThat(whole.at("/data/0/count").asInt()).isEqualTo(2);
        assertThat(whole.at("/data/0/max").asDouble()).isEqualTo(2);
    }

    @Test
    void whatAKeyMayNotSeeIsNotThereForIt() throws Exception {
        String some =
                json("temperature", "ROOM", 1)
                        + ","
                        + json("temperature", "ROOM", 2)
                        + ","
                        + json("humidity", "HALL", 3);
        admin.post("/api/readings", "[" + some + "]");
        String hall = admin.get("/api/readings?id1=HALL").body().at("/data/0/id").asText();
        String room = admin.get("/api/readings?id1=ROOM").body().at("/data/0/id").asText();
        rest.withKey(key("warm", READ + WARM_ROOMS));
        assertThat(rest.get("/api/readings/" + room).status()).isEqualTo(200);
        RestClient.Answer guessed = rest.get("/api/readings/" + hall);
        assertThat(guessed.status()).isEqualTo(404);
        assertThat(guessed.text()).isEqualTo(rest.get("/api/readings/AAAABQAGYMgXqMp0").text());
        String quality = "/quality?from=2026-11-21T07:00:00Z&to=2026-11-21T09:00:00Z";
        assertThat(rest.get("/api/sensors/temperature-ROOM-7" + quality).status()).isEqualTo(200);
        RestClient.Answer other = rest.get("/api/sensors/humidity-HALL-7" + quality);
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.text().replace("HALL", "ATTIC"))
                .isEqualTo(rest.get("/api/sensors/humidity-ATTIC-7" + quality).text());
        for (String path :
                List.of("/api/readings/export", "/api/changes", "/api/changes/1", "/api/keys")) {
            assertThat(rest.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(rest.get("/api/changes").body().get("detail").asText())
                .isEqualTo(
                        "The key warm is limited to some sensors, and this is about all of them");
        assertThat(rest.withKey(key("any", READ)).get("/api/changes").status()).isEqualTo(200);
        assertThat(rest.get("/api/readings/" + hall).status()).isEqualTo(200);
    }

    @Test
    void aCursorOfAnotherKeyWidensNothing() throws Exception {
        StringBuilder readings = new StringBuilder(json("humidity", "HALL", 1));
        for (int i = 2; i < 8; i++) {
            readings.append(',').append(json("temperature", "ROOM", i));
        }
        admin.post("/api/readings", "[" + readings + "]");
        String limited = key("warm", READ + WARM_ROOMS);
        String wider = key("rooms", READ + ",\"id1_prefixes\":[\"ROOM\",\"HALL\"]");
        String any = key("any", READ);
        for (String path : List.of("/api/readings?limit=1", "/api/readings/latest?limit=1")) {
            for (String stranger : List.of(wider, any)) {
                String next = rest.withKey(stranger).get(path).body().at("/links/next").asText();
                assertThat(next).as(path).contains("cursor=");
                assertThat(rest.get(next).status()).as(path).isEqualTo(200);
                assertThat(rest.withKey(limited).get(next).status()).as(path).isEqualTo(400);
            }
        }
        RestClient.Answer page = rest.withKey(limited).get("/api/readings?limit=2&order=asc");
        int seen = 0;
        while (true) {
            assertThat(sensors(page.body())).allMatch(sensor -> sensor.equals("temperature ROOM"));
            assertThat(page.body().get("total").asInt()).isEqualTo(6);
            seen += page.body().get("data").size();
            JsonNode next = page.body().at("/links/next");
            if (next.isNull() || next.isMissingNode()) {
                break;
            }
            page = rest.get(next.asText());
        }
        assertThat(seen).isEqualTo(6);
    }

    @Test
    void whatKeysDoAndAreRefusedStandsInTheAuditLog() throws Exception {
        JsonNode made = admin.post("/api/keys", body("boiler", READ)).body();
        rest.withKey(made.get("key").asText());
        assertThat(rest.get("/api/users").status()).isEqualTo(403);
        assertThat(rest.post("/logout", "").status()).isEqualTo(403);
        assertThat(
                        rest.put("/api/users/root/password", "{\"password\":\"correct horse\"}")
                                .status())
                .isEqualTo(403);
        admin.delete("/api/keys/" + made.get("id"));
        assertThat(rest.get("/api/users").status()).isEqualTo(401);
        awaitAudit("token_refused", null);
        awaitAudit("access_refused", "key boiler");
        JsonNode refused =
                admin.get("/api/audit?kind=access_refused&actor=key%20boiler").body().get("data");
        assertThat(refused.findValuesAsText("detail"))
                .contains("GET /api/users", "POST /logout", "PUT /api/users/{username}/password");
        JsonNode created = admin.get("/api/audit?kind=key_created").body().get("data");
        assertThat(created).hasSize(1);
        assertThat(created.at("/0/actor").asText()).isEqualTo("root");
        assertThat(created.at("/0/account").asText()).isEqualTo("key boiler");
        assertThat(admin.get("/api/audit?kind=key_revoked").body().get("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void whoMakesOrRevokesKeysMustBeAnAdministratorInThatMoment() throws Exception {
        String credentials = "{\"username\":\"%s\",\"password\":\"correct horse\"}";
        assertThat(rest.with(null).post("/register", credentials.formatted("ruth")).status())
                .isEqualTo(201);
        rest.with(rest.post("/login", credentials.formatted("ruth")).body().get("token").asText());
        JsonNode made = rest.post("/api/keys", body("boiler", READ)).body();
        assertThat(made.get("created_by").asText()).isEqualTo("ruth");
        String away = "UPDATE users SET role = 'viewer', generation = generation + 1";
        execute(away);
        assertThat(rest.post("/api/keys", body("another", READ)).status()).isEqualTo(401);
        assertThat(rest.delete("/api/keys/" + made.get("id")).status()).isEqualTo(401);
        // The key of one who has gone stays.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> status(other, made.get("key").asText()) == 200);
    }

    private void awaitAudit(String kind, String actor) {
        String filter = actor == null ? "" : "&actor=" + actor.replace(" ", "%20");
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        admin.get("/api/audit?kind=" + kind + filter).body().get("total").asInt()
                                > 0);
    }

    private String key(String name, String more) throws Exception {
        RestClient.Answer made = admin.post("/api/keys", body(name, more));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.body().get("key").asText();
    }

    private static String body(String name, String more) {
        return "{\"name\":\"" + name + "\"," + more + "}";
    }

    private static int status(RestClient client, String key) throws Exception {
        return client.withKey(key).get("/api/readings?limit=1").status();
    }

    private static RestClient.Answer post(RestClient client, String key, String body)
            throws Exception {
        return client.withKey(key).post("/api/readings", body);
    }

    private int sent(String... headers) throws Exception {
        return http.send(
                        request(collector, "/api/readings").headers(headers).build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpRequest.Builder request(Collector to, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.restPort() + path));
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = TestServers.connect(server());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    /** Of the sensor with id2 7; its value is the second of its time. */
    private static String json(String type, String id1, int second) {
        return "{\"sensor_type\":\"%s\",\"id1\":\"%s\",\"id2\":7,\"timestamp\":\"2026-11-21T08:00:%02dZ\",\"sensor_value\":%d}"
                .formatted(type, id1, second, second);
    }

    private static RawReading reading(String type, String id1, int second) {
        return new RawReading(type, id1, 7, Readings.BASE + second, second);
    }

    private static List<String> sensors(JsonNode page) {
        return StreamSupport.stream(page.get("data").spliterator(), false)
                .map(row -> row.get("sensor_type").asText() + " " + row.get("id1").asText())
                .toList();
    }

    private static List<String> fields(JsonNode rejections) {
        return StreamSupport.stream(rejections.spliterator(), false)
                .map(row -> row.get("index").asText() + " " + row.get("field").asText())
                .toList();
    }
}
