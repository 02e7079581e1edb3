package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.adapter.TestTokens;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.InMemoryWalks;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.collector.usecase.quality.AssessQuality;
import datastream.collector.usecase.quality.QualityLimits;
import datastream.reading.Reading;
import datastream.reading.Timestamps;
import datastream.security.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who ask for the quality of a sensor see, over readings in memory. */
class QualityRouteIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = 1_000_000;
    private static final String PATH = "/api/sensors/temperature-ROOM-1/quality";

    private final InMemoryReadings readings = new InMemoryReadings();
    @AutoClose private RouteServer server;
    private volatile Runnable whenWalking = () -> {};

    /** It is 100 s after the first reading. */
    @BeforeEach
    void start() {
        Clock clock =
                Clock.fixed(Timestamps.toInstant(Readings.BASE + 100 * SECOND), ZoneOffset.UTC);
        ReadingWalks walks = new InMemoryWalks(readings, 7);
        AssessQuality assessQuality =
                new AssessQuality(
                        (filter, order, after) -> {
                            whenWalking.run();
                            return walks.walk(filter, order, after);
                        },
                        readings,
                        new QualityLimits(1, 90, Duration.ZERO),
                        clock);
        server =
                new RouteServer(routes -> {
                    new QualityRoute(assessQuality, clock).addTo(routes);
                    StoreFailures.addTo(routes);
                });
    }

    /** A second apart: 0, 1, 2, …; at 10 to 29 nothing, at 40 to 51 the same, at 60 far off. */
    private void storeReadings() {
        List<Reading> stored = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double value = i >= 40 && i < 52 ? 40 : i == 60 ? 9_000 : i;
            if (i < 10 || i >= 30) {
                stored.add(Readings.of(Readings.ROOM_1, i * SECOND, value));
            }
        }
        readings.append(stored);
    }

    @Test
    void tellsWhatIsWrong() throws Exception {
        storeReadings();
        String from = Timestamps.format(Readings.BASE);
        HttpResponse<String> answer = server.get(PATH + "?from=" + from + "&max=1000.5");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"sensor_type":"temperature","id1":"ROOM","id2":1,
                                 "from":"2026-11-21T08:00:00.123456Z","to":"2026-11-21T08:01:40.123456Z",
                                 "count":80,"first":"2026-11-21T08:00:00.123456Z","last":"2026-11-21T08:01:39.123456Z",
                                 "interval_seconds":1.0,"completeness":0.8,"missing":20,
                                 "rules":{"interval_given":false,"min":null,"max":1000.5,"stuck_after":10,"spike":8.0,"spike_neighbours":10},
                                 "gaps":{"count":1,"data":[{"from":"2026-11-21T08:00:09.123456Z","to":"2026-11-21T08:00:30.123456Z","missing":20}]},
                                 "stuck":{"count":1,"data":[{"from":"2026-11-21T08:00:40.123456Z","to":"2026-11-21T08:00:51.123456Z","sensor_value":40.0,"count":12}]},
                                 "spikes":{"count":1,"data":[{"timestamp":"2026-11-21T08:01:00.123456Z","sensor_value":9000.0,"expected":61.0,"deviation":%s}]},
                                 "out_of_range":{"count":1,"data":[{"timestamp":"2026-11-21T08:01:00.123456Z","sensor_value":9000.0}]}}
                                """
                                        .formatted((9_000 - 61) / (1.4826 * 6))));
    }

    @Test
    void rulesCanBeGiven() throws Exception {
        storeReadings();
        JsonNode body =
                body(
                        "from=%s&interval=500ms&min=5&stuck_after=13&spike=1e5"
                                .formatted(Timestamps.format(Readings.BASE)));
        assertThat(body.at("/rules").toString())
                .isEqualTo(
                        "{\"interval_given\":true,\"min\":5.0,\"max\":null,\"stuck_after\":13,\"spike\":100000.0,\"spike_neighbours\":10}");
        assertThat(body.at("/interval_seconds").asDouble()).isEqualTo(0.5);
        assertThat(body.at("/gaps/count").asInt()).isEqualTo(80);
        assertThat(body.at("/stuck/count").asInt()).isZero();
        assertThat(body.at("/spikes/count").asInt()).isZero();
        assertThat(body.at("/out_of_range/count").asInt()).isEqualTo(5);
    }

    /** Of the last day there are but these; before a time there is none. */
    @Test
    void theRangeIsTheLastDayUnlessItIsSaid() throws Exception {
        storeReadings();
        JsonNode day = body("interval=1s");
        assertThat(day.at("/from").asText()).isEqualTo("2026-11-20T08:01:40.123456Z");
        assertThat(day.at("/count").asInt()).isEqualTo(80);
        JsonNode before = body("to=" + Timestamps.format(Readings.BASE));
        assertThat(before.at("/from").asText()).isEqualTo("2026-11-20T08:00:00.123456Z");
        assertThat(before.at("/count").asInt()).isZero();
        assertThat(before.at("/first").isNull()).isTrue();
        assertThat(before.at("/completeness").isNull()).isTrue();
        assertThat(before.at("/gaps/data").toString()).isEqualTo("[]");
        assertThat(body("duration=5s").at("/count").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "interval=0s,           interval",
        "interval=-1s,          interval",
        "interval=soon,         interval",
        "interval=99999999999999d, interval",
        "min=nan,               min",
        "min=2&max=1,           min",
        "max=1e999,             max",
        "stuck_after=1,         stuck_after",
        "stuck_after=1000001,   stuck_after",
        "spike=0,               spike",
        "spike=-1,              spike",
        "late_after=1s,         late_after",
        "limit=10,              limit",
        "from=yesterday,        from",
        "from=9000-01-01T00:00:00Z, from",
        "from=2026-11-21T08:00:00Z&to=2026-11-21T07:00:00Z, from",
        "min=1&min=2,           min"
    })
    void whatItCannotReadIsRefused(String query, String field) throws Exception {
        storeReadings();
        HttpResponse<String> answer = server.get(PATH + "?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void aSensorThatIsNoneIsRefusedAndAnUnknownOneIsNotFound() throws Exception {
        storeReadings();
        assertThat(server.get("/api/sensors/temperature-room-1/quality").statusCode())
                .isEqualTo(400);
        HttpResponse<String> unknown = server.get("/api/sensors/temperature-ROOM-2/quality");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("temperature-ROOM-2 has no readings");
    }

    @Test
    void tooManyReadingsAreToldWhereToStop() throws Exception {
        readings.append(Readings.series(Readings.ROOM_1, 200));
        HttpResponse<String> answer = server.get(PATH);
        assertThat(answer.statusCode()).isEqualTo(422);
        String detail = JSON.readTree(answer.body()).at("/detail").asText();
        assertThat(detail).contains("more than 90 readings");
        String shorter = detail.replaceFirst(".* up (to=[^ ]*) .*", "$1");
        assertThat(body(shorter).at("/count").asInt()).isEqualTo(90);
    }

    @Test
    void onlyThoseWhoMayReadAreAnswered() throws Exception {
        storeReadings();
        HttpRequest.Builder request = server.request(PATH);
        assertThat(server.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        request.header("Authorization", TestTokens.bearer(Role.DEVICE));
        assertThat(server.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
    }

    private JsonNode body(String query) throws Exception {
        HttpResponse<String> answer = server.get(PATH + "?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void oneTooManyAtOnceIsToldWhenToComeAgain() throws Exception {
        storeReadings();
        String query = PATH + "?from=" + Timestamps.format(Readings.BASE);
        AtomicReference<HttpResponse<String>> meanwhile = new AtomicReference<>();
        whenWalking =
                () -> {
                    whenWalking = () -> {};
                    meanwhile.set(server.get(query));
                };
        assertThat(server.get(query).statusCode()).isEqualTo(200);
        assertThat(meanwhile.get().statusCode()).isEqualTo(503);
        assertThat(meanwhile.get().headers().firstValue("Retry-After")).hasValue("5");
    }
}
