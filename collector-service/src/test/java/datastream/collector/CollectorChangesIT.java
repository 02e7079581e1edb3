package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.RestConfig;
import datastream.security.Principal;
import datastream.security.Role;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits, deletes and undos of a whole collector, seen from outside. */
class CollectorChangesIT {

    private static final int CONFIRM_ABOVE = 10;
    private static final int MOST_AT_ONCE = 50;

    private static Collector collector;
    private final RestClient rest = new RestClient(collector.restPort());

    @BeforeAll
    static void start() {
        collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                null,
                                server(),
                                ReadingRetention.FOR_EVER,
                                RetentionConfig.USUAL,
                                new ChangeConfig(CONFIRM_ABOVE, MOST_AT_ONCE, Duration.ofDays(90)),
                                TestTokens.SECRET));
        empty();
        collector.start();
    }

    private static DatabaseConfig server() {
        return TestServers.mariaDb();
    }

    private static void empty() {
        try (Database database = new Database(server())) {
            database.start();
            TestServers.emptyChanges(database);
        }
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        empty();
        rest.with(token("ada", Role.USER));
        store(0, 8);
    }

    @AfterEach
    void close() {
        rest.close();
    }

    /** Readings of sensors 0, 1 and 2, a second apart, with values 0, 1, 2 … */
    private void store(int first, int count) throws Exception {
        String readings =
                IntStream.range(first, first + count)
                        .mapToObj(i ->
                                "{\"sensor_type\":\"light\",\"id1\":\"HALL\",\"id2\":%d,\"timestamp\":\"2026-11-21T08:%02d:%02dZ\",\"sensor_value\":%d}"
                                        .formatted(i % 3, i / 60, i % 60, i))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(rest.post("/api/readings", readings).status()).isEqualTo(200);
    }

    @Test
    void anEditIsRecordedAndUndoneAndRedone() throws Exception {
        RestClient.Answer edited =
                rest.patch(
                        "/api/readings?id2=1,2&min_value=2",
                        "{\"multiply\":2,\"reason\":\"lens cleaned\"}");
        assertThat(edited.status()).isEqualTo(200);
        JsonNode change = edited.body();
        assertThat(change.get("kind").asText()).isEqualTo("edit");
        assertThat(change.get("status").asText()).isEqualTo("done");
        assertThat(change.get("user").asText()).isEqualTo("ada");
        assertThat(change.get("reason").asText()).isEqualTo("lens cleaned");
        assertThat(change.get("count").asInt()).isEqualTo(4);
        assertThat(change.at("/edit/multiply").asDouble()).isEqualTo(2);
        assertThat(change.at("/filter/id2").toString()).isEqualTo("[1,2]");
        assertThat(values()).containsExactly(0, 1, 4, 3, 8, 10, 6, 14);
        String path = "/api/changes/" + change.get("id");
        JsonNode shown = rest.get(path + "?limit=3").body();
        assertThat(shown.at("/change/id")).isEqualTo(change.get("id"));
        assertThat(shown.get("readings")).hasSize(3);
        assertThat(rest.get(shown.at("/links/next").asText()).body().get("readings")).hasSize(1);
        JsonNode undo = rest.post(path + "/undo?reason=it%20was%20not", "").body();
        assertThat(undo.get("count").asInt()).isEqualTo(4);
        assertThat(undo.get("conflicts").asInt()).isZero();
        assertThat(undo.get("undoes")).isEqualTo(change.get("id"));
        assertThat(values()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(rest.get(path).body().at("/change/undone_by")).isEqualTo(undo.get("id"));
        assertThat(rest.post(path + "/undo", "").status()).isEqualTo(409);
        assertThat(rest.post("/api/changes/" + undo.get("id") + "/undo", "").status())
                .isEqualTo(200);
        assertThat(values()).containsExactly(0, 1, 4, 3, 8, 10, 6, 14);
        JsonNode all = rest.get("/api/changes?user=ada&duration=1h").body();
        assertThat(all.get("total").asInt()).isEqualTo(3);
        assertThat(all.at("/data/2/id")).isEqualTo(change.get("id"));
        assertThat(rest.get("/api/changes?kind=edit").body().get("total").asInt()).isEqualTo(1);
    }

    @Test
    void oneReadingIsEditedAndDeletedByItsId() throws Exception {
        String path = "/api/readings/" + rest.get("/api/readings").body().at("/data/0/id").asText();
        assertThat(rest.patch(path, "{\"sensor_value\":-0.5}").body().get("count").asInt())
                .isEqualTo(1);
        assertThat(rest.get(path).body().get("sensor_value").asDouble()).isEqualTo(-0.5);
        JsonNode again = rest.patch(path, "{\"sensor_value\":-0.5}").body();
        assertThat(again.get("id").isNull()).isTrue();
        assertThat(again.get("count").asInt()).isZero();
        JsonNode deleted = rest.delete(path + "?reason=spike").body();
        assertThat(deleted.get("kind").asText()).isEqualTo("delete");
        assertThat(rest.get(path).status()).isEqualTo(404);
        assertThat(rest.delete(path).status()).isEqualTo(404);
        assertThat(rest.patch(path, "{\"add\":1}").status()).isEqualTo(404);
        rest.post("/api/changes/" + deleted.get("id") + "/undo", "");
        assertThat(rest.get(path).body().get("sensor_value").asDouble()).isEqualTo(-0.5);
    }

    @Test
    void aReadingThatWasChangedAgainIsLeftAloneByTheUndoAndListed() throws Exception {
        JsonNode first = rest.patch("/api/readings?id2=0", "{\"add\":100}").body();
        rest.delete("/api/readings?id2=0&max_value=100");
        JsonNode undo = rest.post("/api/changes/" + first.get("id") + "/undo", "").body();
        assertThat(undo.get("count").asInt()).isEqualTo(2);
        assertThat(undo.get("conflicts").asInt()).isEqualTo(1);
        assertThat(undo.at("/conflicting/0/expected").asDouble()).isEqualTo(100);
        assertThat(undo.at("/conflicting/0/found").isNull()).isTrue();
        JsonNode all = rest.get("/api/changes/" + undo.get("id") + "/conflicts").body();
        assertThat(all.get("data")).isEqualTo(undo.get("conflicting"));
        JsonNode nothing = rest.post("/api/changes/" + first.get("id") + "/undo", "").body();
        assertThat(nothing.get("id").isNull()).isTrue();
        assertThat(nothing.get("conflicts").asInt()).isEqualTo(1);
        assertThat(values()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void manyAreChangedOnlyWithTheTokenOfADryRun() throws Exception {
        store(8, 12);
        String filter = "/api/readings?id1=HALL&duration=36500d";
        RestClient.Answer refused = rest.delete(filter);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("count").asInt()).isEqualTo(20);
        JsonNode dry = rest.delete(filter + "&dry_run=true").body();
        assertThat(dry.get("count").asInt()).isEqualTo(20);
        assertThat(dry.get("confirmation_needed").asBoolean()).isTrue();
        assertThat(dry.get("sample")).hasSize(10);
        assertThat(dry.at("/sample/3/before").asDouble()).isEqualTo(3);
        assertThat(dry.at("/sample/3/after").isNull()).isTrue();
        String confirmed = filter + "&confirm=" + dry.get("confirm").asText();
        for (String other :
                List.of(
                        confirmed + "&max_value=5",
                        confirmed.replace("HALL", "ROOM"),
                        confirmed.replace("confirm=AAE", "confirm=AAI"),
                        confirmed + "A")) {
            assertThat(rest.delete(other).status()).as(other).isEqualTo(400);
        }
        assertThat(rest.patch(confirmed, "{\"add\":1}").status()).isEqualTo(400);
        rest.with(token("eve", Role.USER));
        assertThat(rest.delete(confirmed).status()).isEqualTo(400);
        rest.with(token("ada", Role.USER));
        store(20, 1);
        RestClient.Answer more = rest.delete(confirmed);
        assertThat(more.status()).isEqualTo(409);
        assertThat(more.body().get("count").asInt()).isEqualTo(21);
        assertThat(values()).hasSize(21);
        rest.delete("/api/readings?min_value=20");
        JsonNode done = rest.delete(confirmed).body();
        assertThat(done.get("count").asInt()).isEqualTo(20);
        assertThat(values()).isEmpty();
        store(8, 20);
        RestClient.Answer again = rest.delete(confirmed);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("id")).isEqualTo(done.get("id"));
        assertThat(values()).hasSize(20);
    }

    @Test
    void veryManyAreAJobThatCanBeUndone() throws Exception {
        store(8, 92);
        String filter = "/api/readings?sensor_type=light";
        String token =
                rest.patch(filter + "&dry_run=true", "{\"add\":1}").body().get("confirm").asText();
        RestClient.Answer queued = rest.patch(filter + "&confirm=" + token, "{\"add\":1}");
        assertThat(queued.status()).isEqualTo(202);
        String path = "/api/changes/" + queued.body().get("id");
        assertThat(queued.location()).isEqualTo(path);
        awaitDone(path, 100);
        assertThat(values()).startsWith(1, 2, 3).hasSize(100);
        assertThat(rest.post(path + "/cancel", "").status()).isEqualTo(409);
        RestClient.Answer undo = rest.post(path + "/undo", "");
        assertThat(undo.status()).isEqualTo(202);
        awaitDone(undo.location(), 100);
        assertThat(values()).startsWith(0, 1, 2).hasSize(100);
        assertThat(rest.post(path + "/undo", "").status()).isEqualTo(409);
    }

    private void awaitDone(String path, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    JsonNode change = rest.get(path).body().get("change");
                    assertThat(change.get("status").asText()).isEqualTo("done");
                    assertThat(change.get("count").asInt()).isEqualTo(count);
                });
    }

    @Test
    void everythingMustBeSaidAndOnlyByAnAdministrator() throws Exception {
        for (String query :
                List.of("", "?all=false", "?all=true&id2=1", "?all=yes", "?dry_run=true")) {
            RestClient.Answer refused = rest.delete("/api/readings" + query);
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo("all");
        }
        assertThat(rest.delete("/api/readings?all=true").status()).isEqualTo(403);
        rest.with(token("root", Role.ADMIN));
        assertThat(rest.delete("/api/readings?all=true").body().get("count").asInt()).isEqualTo(8);
        assertThat(values()).isEmpty();
    }

    @Test
    void anEditBeyondADoubleIsRefusedAsAWhole() throws Exception {
        RestClient.Answer refused =
                rest.patch("/api/readings?id1=HALL", "{\"multiply\":1.7976931348623157e308}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo("multiply");
        assertThat(refused.body().get("detail").asText()).contains("values of 6 readings");
        assertThat(values()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | sensor_value",
                "{\"sensor_value\":null} | sensor_value",
                "{\"sensor_value\":\"5\"} | sensor_value",
                "{\"sensor_value\":\"NaN\"} | sensor_value",
                "{\"sensor_value\":1e999} | sensor_value",
                "{\"add\":-1e999} | add",
                "{\"add\":true} | add",
                "{\"add\":[1]} | add",
                "{\"multiply\":{}} | multiply",
                "{\"multiply\":1,\"multiply\":2} | multiply",
                "{\"add\":1,\"multiply\":2} | multiply",
                "{\"sensor_value\":1,\"add\":2} | add",
                "{\"divide\":2} | divide",
                "{\"add\":1,\"reason\":\"\"} | reason",
                "{\"add\":1,\"reason\":7} | reason",
                "{\"add\":1,\"reason\":\"a\\u0000b\"} | reason",
                "{\"add\":1,\"reason\":\"a\\ud83cb\"} | reason",
                "{\"add\":1,\"reason\":\"a\\r\\nSet-Cookie: b\"} | reason",
                "NaN | ''",
                "{\"add\":NaN} | ''",
                "[{\"add\":1}] | ''",
                "null | ''",
                "{\"add\":1} x | ''",
            })
    void aBadBodyIsRefusedByNameOfTheField(String body, String field) throws Exception {
        String one = "/api/readings/" + rest.get("/api/readings").body().at("/data/0/id").asText();
        for (String path : List.of("/api/readings?id2=1", one)) {
            RestClient.Answer answer = rest.patch(path, body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.type()).startsWith("application/problem+json");
            assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        }
        assertThat(values()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=garbage | from",
                "id1=HALL&id3=1 | id3",
                "id1=HALL&limit=1 | limit",
                "id1=HALL&order=asc | order",
                "id1=HALL%27%20OR%201=1 | id1",
                "id2=1;2 | id2",
                "min_value=NaN | min_value",
                "id2=1&dry_run=maybe | dry_run",
                "id2=1&dry_run=true&dry_run=true | dry_run",
                "id2=1&dry_run=true&confirm=x | confirm",
                "id2=1&confirm= | confirm",
                "id2=1&confirm=x | confirm",
                "id2=1&confirm=AAEAAZqlPxAAAAAAAAAAAAAUAAAAAAAAAAAAAAAAAAAAAAAA | confirm",
                "id2=1&confirm=________________________________________________ | confirm",
                "id2=1&reason= | reason",
                "id2=1&reason=%0d%0a | reason",
            })
    void aBadQueryIsRefusedByNameOfTheParameter(String query, String field) throws Exception {
        RestClient.Answer answer = rest.delete("/api/readings?" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(values()).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "?kind=Edit, kind",
        "?kind=, kind",
        "?by=ada, by",
        "?limit=0, limit",
        "?limit=1001, limit",
        "?from=soon, from",
        "/0, id",
        "/-1, id",
        "/x, id",
        "/1?offset=1, offset",
        "/1?after=x, after",
        "/1/conflicts?after=1, after",
    })
    void aBadQuestionForChangesIsRefused(String query, String field) throws Exception {
        RestClient.Answer answer = rest.get("/api/changes" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void aChangeThatIsNotThereIsNotFound() throws Exception {
        for (String path : List.of("", "/conflicts")) {
            assertThat(rest.get("/api/changes/999999999999" + path).status()).isEqualTo(404);
        }
        for (String path : List.of("/undo", "/cancel")) {
            assertThat(rest.post("/api/changes/999999999999" + path, "").status()).isEqualTo(404);
            assertThat(rest.post("/api/changes/1" + path + "?x=1", "").status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEVICE", "NOBODY"})
    void devicesAndStrangersChangeNothing(String who) throws Exception {
        boolean stranger = who.equals("NOBODY");
        rest.with(stranger ? null : token("lamp", Role.valueOf(who)));
        int status = stranger ? 401 : 403;
        assertThat(rest.patch("/api/readings?id2=1", "{\"add\":1}").status()).isEqualTo(status);
        assertThat(rest.delete("/api/readings?id2=1").status()).isEqualTo(status);
        assertThat(rest.patch("/api/readings/AAAABQAGYMgXqMp0", "{}").status()).isEqualTo(status);
        assertThat(rest.delete("/api/readings/AAAABQAGYMgXqMp0").status()).isEqualTo(status);
        assertThat(rest.get("/api/changes").status()).isEqualTo(status);
        assertThat(rest.get("/api/changes/1").status()).isEqualTo(status);
        assertThat(rest.post("/api/changes/1/undo", "").status()).isEqualTo(status);
        assertThat(rest.post("/api/changes/1/cancel", "").status()).isEqualTo(status);
    }

    @Test
    void aBodyThatIsTooLargeOrOfAnotherTypeIsRefused() throws Exception {
        String large = "{\"add\":1,\"reason\":\"" + "x".repeat(200_000) + "\"}";
        assertThat(rest.patch("/api/readings?id2=1", large).status()).isEqualTo(413);
        assertThat(rest.patch("/api/readings?id2=1", "text/plain", "{\"add\":1}").status())
                .isEqualTo(415);
    }

    /** Oldest first. */
    private List<Integer> values() throws Exception {
        return rest.get("/api/readings?order=asc&limit=1000")
                .body()
                .get("data")
                .valueStream()
                .map(reading -> reading.get("sensor_value").asInt())
                .toList();
    }

    private static String token(String name, Role role) {
        return TestTokens.TOKENS.issue(new Principal(name, role), Duration.ofMinutes(5)).text();
    }
}
