package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.domain.Door;
import datastream.collector.domain.Quarantined;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.MySqlQuarantine;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.security.Principal;
import datastream.security.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quarantine of a whole collector, seen from outside. */
class CollectorQuarantineIT {

    private static final String GOOD =
            "{\"sensor_type\":\"temperature\",\"id1\":\"ROOM\",\"id2\":7,"
                    + "\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":21.5}";
    private static final String BAD = GOOD.replace("ROOM", "Room");

    private Collector collector;
    private RestClient rest;

    @BeforeEach
    void start() {
        DatabaseConfig server = TestServers.mariaDb();
        TestServers.empty(server);
        collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                null,
                                server,
                                TestTokens.SECRET));
        collector.start();
        rest = new RestClient(collector.restPort()).with(token(Role.ADMIN));
    }

    @AfterEach
    void stop() {
        rest.close();
        collector.close();
    }

    @Test
    void showsABadReadingAsItWasSent() throws Exception {
        rest.post("/api/readings", BAD);
        rest.post("/api/readings", "[" + BAD + "]");
        JsonNode found = rest.get("/api/quarantine?door=http&reason=invalid&duration=1h").body();
        assertThat(found.get("total").asInt()).isEqualTo(1);
        JsonNode entry = found.at("/data/0");
        assertThat(entry.get("content").asText()).isEqualTo(BAD);
        assertThat(entry.get("field").asText()).isEqualTo("id1");
        assertThat(entry.get("whole").asBoolean()).isTrue();
        assertThat(entry.get("times").asInt()).isEqualTo(2);
        assertThat(rest.get("/api/quarantine/" + entry.get("id")).body()).isEqualTo(entry);
        assertThat(rest.get("/api/quarantine?door=mqtt").body().get("total").asInt()).isZero();
    }

    @Test
    void aCorrectedReadingIsStoredAndTheEntryGone() throws Exception {
        String id = quarantined(BAD);
        RestClient.Answer stillBad = rest.post(redrive(id), "");
        assertThat(stillBad.status()).isEqualTo(400);
        assertThat(stillBad.body().at("/errors/0/field").asText()).isEqualTo("id1");
        assertThat(rest.post(redrive(id), GOOD.replace("21.5", "null")).status()).isEqualTo(400);
        assertThat(rest.post(redrive(id), "{").status()).isEqualTo(400);
        assertThat(rest.post(redrive(id), "[" + GOOD + "]").status()).isEqualTo(400);
        assertThat(rest.get("/api/quarantine").body().get("total").asInt()).isEqualTo(1);
        RestClient.Answer stored = rest.post(redrive(id), GOOD);
        assertThat(stored.status()).isEqualTo(200);
        assertThat(stored.body().get("committed").asInt()).isEqualTo(1);
        assertThat(rest.get("/api/readings").body().get("total").asInt()).isEqualTo(1);
        assertThat(rest.get("/api/quarantine").body().get("total").asInt()).isZero();
        assertThat(rest.post(redrive(id), GOOD).status()).isEqualTo(404);
    }

    @Test
    void aMalformedOrCutContentNeedsACorrection() throws Exception {
        String malformed = quarantined("nonsense");
        RestClient.Answer refused = rest.post(redrive(malformed), "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("detail").asText()).contains("send the corrected reading");
        rest.delete("/api/quarantine/" + malformed);
        String cut = quarantined(BAD.replace("Room", "R".repeat(5_000)));
        assertThat(rest.post(redrive(cut), "").status()).isEqualTo(409);
        assertThat(rest.post(redrive(cut), GOOD).status()).isEqualTo(200);
    }

    @Test
    void manyAreTriedAgainOnceTheirCauseIsGone() throws Exception {
        rest.post("/api/readings", GOOD);
        for (int value = 0; value < 3; value++) {
            rest.post("/api/readings", GOOD.replace("21.5", "" + value));
        }
        rest.post("/api/readings", BAD);
        assertThat(rest.get("/api/quarantine?reason=conflict").body().get("total").asInt())
                .isEqualTo(3);
        try (Database database = new Database(TestServers.mariaDb())) {
            database.start();
            TestServers.emptyReadings(database);
        }
        JsonNode redriven =
                rest.post("/api/quarantine/redrive?reason=conflict&door=http", "").body();
        assertThat(redriven.get("stored").asInt()).isEqualTo(1);
        assertThat(redriven.get("still_bad").asInt()).isEqualTo(2);
        assertThat(redriven.get("left").asInt()).isZero();
        assertThat(rest.get("/api/quarantine").body().get("total").asInt()).isEqualTo(3);
    }

    @Test
    void anEntryThatConflictsWhenItIsTriedAgainStaysOneEntry() throws Exception {
        rest.post("/api/readings", GOOD);
        String other = GOOD.replace("21.5", "7").replace(",", " , ");
        try (Database database = new Database(TestServers.mariaDb())) {
            database.start();
            new MySqlQuarantine(database)
                    .keep(
                            List.of(
                                    new Quarantined(
                                            Door.MQTT,
                                            Quarantined.Reason.INVALID,
                                            "id1",
                                            "broke a rule that is gone",
                                            other,
                                            true,
                                            1)));
        }
        String id = rest.get("/api/quarantine").body().at("/data/0/id").asText();
        assertThat(rest.post(redrive(id), "").status()).isEqualTo(409);
        JsonNode left = rest.get("/api/quarantine").body();
        assertThat(left.get("total").asInt()).isEqualTo(1);
        assertThat(left.at("/data/0/id").asText()).isEqualTo(id);
        assertThat(left.at("/data/0/reason").asText()).isEqualTo("conflict");
        assertThat(left.at("/data/0/times").asInt()).isEqualTo(2);
        assertThat(left.at("/data/0/content").asText()).isEqualTo(other);
    }

    @Test
    void deletesOneOrManyOrAll() throws Exception {
        String id = quarantined("nonsense");
        quarantined(BAD);
        quarantined("more nonsense");
        quarantined("[");
        assertThat(rest.delete("/api/quarantine/" + id).status()).isEqualTo(204);
        assertThat(rest.delete("/api/quarantine/" + id).status()).isEqualTo(404);
        assertThat(rest.get("/api/quarantine/" + id).status()).isEqualTo(404);
        JsonNode deleted = rest.delete("/api/quarantine?reason=malformed").body();
        assertThat(deleted.get("deleted").asInt()).isEqualTo(2);
        assertThat(deleted.get("left").asInt()).isZero();
        assertThat(rest.delete("/api/quarantine?all=true").body().get("deleted").asInt())
                .isEqualTo(1);
    }

    @Test
    void everythingAtOnceMustBeSaid() throws Exception {
        quarantined(BAD);
        for (String query : new String[] {"", "?all=false", "?all=true&door=http", "?all=yes"}) {
            assertThat(rest.delete("/api/quarantine" + query).status()).as(query).isEqualTo(400);
            assertThat(rest.post("/api/quarantine/redrive" + query, "").status())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(rest.get("/api/quarantine").body().get("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "?door=window, door",
        "?reason=Invalid, reason",
        "?limit=1001, limit",
        "?duration=soon, duration",
        "?order=asc, order",
        "/0, id",
        "/abc, id",
    })
    void aBadQueryIsRefusedByNameOfTheParameter(String query, String field) throws Exception {
        RestClient.Answer answer = rest.get("/api/quarantine" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/quarantine", "/api/quarantine/1"})
    void onlyAdministratorsSeeIt(String path) throws Exception {
        assertThat(rest.with(null).get(path).status()).isEqualTo(401);
        rest.with(token(Role.USER));
        assertThat(rest.get(path).status()).isEqualTo(403);
        assertThat(rest.delete(path).status()).isEqualTo(403);
        assertThat(rest.post(path + "/redrive", "").status()).isEqualTo(403);
    }

    /** Hands something bad in, and tells its id. */
    private String quarantined(String body) throws Exception {
        rest.post("/api/readings", body);
        return rest.get("/api/quarantine?limit=1").body().at("/data/0/id").asText();
    }

    private static String redrive(String id) {
        return "/api/quarantine/" + id + "/redrive";
    }

    private static String token(Role role) {
        return TestTokens.TOKENS.issue(new Principal("tester", role), Duration.ofMinutes(5)).text();
    }
}
