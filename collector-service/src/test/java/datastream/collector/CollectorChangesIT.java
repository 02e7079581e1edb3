package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.reading.Timestamps;
import datastream.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits, deletes and undos of a whole collector, seen from outside. */
class CollectorChangesIT extends CollectorChangesFixture {

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

    /** As long as somebody looks at a dry run, sensors go on. */
    @Test
    void whatArrivesAfterTheDryRunIsNeitherCountedNorChanged() throws Exception {
        store(8, 12);
        String filter = "/api/readings?id1=HALL";
        JsonNode dry = rest.patch(filter + "&dry_run=true", "{\"add\":100}").body();
        assertThat(dry.get("count").asInt()).isEqualTo(20);
        assertThat(dry.get("count_exact").asBoolean()).isTrue();
        long to = Timestamps.parse(dry.at("/filter/to").asText());
        assertThat(Timestamps.toInstant(to))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(dry.at("/filter/from").isNull()).isTrue();
        String arrived =
                "{\"sensor_type\":\"light\",\"id1\":\"HALL\",\"id2\":0,\"timestamp\":\"%s\",\"sensor_value\":77}";
        assertThat(rest.post("/api/readings", arrived.formatted(Timestamps.format(to))).status())
                .isEqualTo(200);
        String confirmed = filter + "&confirm=" + dry.get("confirm").asText();
        JsonNode done = rest.patch(confirmed, "{\"add\":100}").body();
        assertThat(done.get("count").asInt()).isEqualTo(20);
        assertThat(done.at("/filter/to")).isEqualTo(dry.at("/filter/to"));
        assertThat(values()).hasSize(21).contains(77, 100, 119);
    }

    @Test
    void aRefusalCountsNoFurtherThanToWhatDecides() throws Exception {
        store(8, 92);
        JsonNode refused = rest.delete("/api/readings?id1=HALL").body();
        assertThat(refused.get("count").asInt()).isEqualTo(MOST_AT_ONCE + 1);
        assertThat(refused.get("count_exact").asBoolean()).isFalse();
        assertThat(refused.get("detail").asText()).contains("at least 51 readings");
    }

    @Test
    void changesAreMeasured() throws Exception {
        double before = metric("datastream_changes_readings_total{kind=\"delete\"}");
        rest.delete("/api/readings?id2=1");
        assertThat(metric("datastream_changes_readings_total{kind=\"delete\"}"))
                .isEqualTo(before + 3);
    }

    private double metric(String name) throws Exception {
        return rest.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
