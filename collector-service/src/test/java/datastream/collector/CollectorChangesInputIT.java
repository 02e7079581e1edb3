package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.security.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not be changed, or not be said so, in a whole collector. */
class CollectorChangesInputIT extends CollectorChangesFixture {

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
}
