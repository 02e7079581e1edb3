package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.StoreUnavailable;
import datastream.http.Access;
import datastream.security.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see of a database that is away or was stopped. */
class StoreFailuresIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoreUnavailable failure = new QueryTimeout(Duration.ofSeconds(15), new Error("late"));
    @AutoClose private RouteServer server;

    @BeforeEach
    void start() {
        server =
                new RouteServer(routes -> {
                    routes.get("/api/readings", _ -> fail(), Access.READ);
                    routes.delete("/api/readings", _ -> fail(), Access.READ);
                    routes.get("/api/readings/latest", _ -> fail(), Access.READ);
                    routes.get("/api/sensors", _ -> fail(), Access.READ);
                    StoreFailures.addTo(routes);
                });
    }

    private void fail() {
        throw failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"?min_value=20", "?max_value=3&order=asc&limit=5", ""})
    void aFilterThatLooksAtEverythingIsToldWhatToAdd(String query) throws Exception {
        HttpResponse<String> answer = server.get("/api/readings" + query);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(JSON.readTree(answer.body()).at("/detail").asText())
                .contains("within 15 s", "sensor_type", "id1", "id2", "from", "to", "duration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/readings?min_value=20&sensor_type=co2",
                "/api/readings?min_value=20&id2=7",
                "/api/readings?id1=A",
                "/api/readings?to=2026-11-21T08:00:00Z",
                "/api/readings?duration=1d",
                "/api/readings/latest",
                "/api/sensors"
            })
    void anyOtherMayBeTriedAgain(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("stopped after 15 s");
    }

    /** There is no other way to change what a filter means. */
    @Test
    void aChangeMayBeTriedAgain() throws Exception {
        HttpRequest.Builder delete =
                server.request("/api/readings?min_value=20", Role.USER).DELETE();
        assertThat(server.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
    }

    @Test
    void aDatabaseThatIsAwayHasNothingToDoWithTheFilter() throws Exception {
        failure = new StoreUnavailable("away");
        HttpResponse<String> answer = server.get("/api/readings?min_value=20");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("cannot do this now");
    }
}
