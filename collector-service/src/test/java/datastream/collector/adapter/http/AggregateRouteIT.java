package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.InMemoryScans;
import datastream.collector.fake.NoSummaries;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.aggregate.AggregateLimits;
import datastream.collector.usecase.aggregate.AggregateReadings;
import datastream.collector.usecase.aggregate.ReadingScans;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import datastream.security.Role;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who ask for aggregates see, over readings in memory. */
class AggregateRouteIT {

    private static final String PATH = "/api/readings/aggregate?";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemoryReadings readings = new InMemoryReadings();
    private ReadingScans scans = new InMemoryScans(readings, 7);
    @AutoClose private RouteServer server;

    @BeforeEach
    void start() {
        add("temperature", "ROOM", 1, "2026-11-21T08:00:00Z", 21.5);
        add("temperature", "ROOM", 1, "2026-11-21T08:59:59.999999Z", 22.25);
        add("temperature", "ROOM", 2, "2026-11-21T10:00:00Z", -0.0);
        add("light", "HALL", 2, "2026-11-21T10:30:00Z", 1e300);
        AggregateLimits limits =
                new AggregateLimits(
                        1_000, 100, Duration.ofSeconds(10), 1, Duration.ZERO, 10_000_000);
        Clock clock = Clock.fixed(Timestamps.toInstant(Readings.BASE), ZoneOffset.UTC);
        server =
                new RouteServer(routes -> {
                    new AggregateRoute(
                                    new AggregateReadings(
                                            filter -> scans.scan(filter),
                                            new NoSummaries(),
                                            limits),
                                    clock)
                            .addTo(routes);
                    StoreFailures.addTo(routes);
                });
    }

    private void add(String type, String id1, int id2, String time, double value) {
        Sensor sensor = new Sensor(type, id1, id2);
        readings.append(List.of(new Reading(sensor, Timestamps.parse(time), value)));
    }

    @Test
    void theAnswerSaysWhatWasAskedAndOnlyThat() throws Exception {
        assertThat(get("").body())
                .isEqualTo(
                        "{\"from\":null,\"to\":null,\"bucket\":null,\"time_zone\":\"UTC\",\"functions\":[\"count\",\"avg\",\"min\",\"max\"],\"group_by\":[],\"fill\":\"none\","
                                + "\"data\":[{\"start\":null,\"end\":null,\"count\":4,\"avg\":2.5E299,\"min\":-0.0,\"max\":1.0E300}]}");
        assertThat(get("bucket=1h&functions=sum,count&group_by=sensor&id1=ROOM").body())
                .isEqualTo(
                        "{\"from\":null,\"to\":null,\"bucket\":\"1h\",\"time_zone\":\"UTC\",\"functions\":[\"sum\",\"count\"],\"group_by\":[\"sensor\"],\"fill\":\"none\","
                                + "\"data\":[{\"start\":\"2026-11-21T08:00:00.000000Z\",\"end\":\"2026-11-21T09:00:00.000000Z\",\"sensor_type\":\"temperature\",\"id1\":\"ROOM\",\"id2\":1,\"sum\":43.75,\"count\":2},"
                                + "{\"start\":\"2026-11-21T10:00:00.000000Z\",\"end\":\"2026-11-21T11:00:00.000000Z\",\"sensor_type\":\"temperature\",\"id1\":\"ROOM\",\"id2\":2,\"sum\":0.0,\"count\":1}]}");
    }

    @Test
    void calendarDaysAreThoseOfTheZone() throws Exception {
        JsonNode answer = json("bucket=day&time_zone=Asia/Kathmandu&functions=last");
        assertThat(answer.get("time_zone").asText()).isEqualTo("Asia/Kathmandu");
        assertThat(answer.at("/data/0/start").asText()).isEqualTo("2026-11-20T18:15:00.000000Z");
        assertThat(answer.at("/data/0/end").asText()).isEqualTo("2026-11-21T18:15:00.000000Z");
        assertThat(answer.at("/data/0/last").asDouble()).isEqualTo(1e300);
    }

    @Test
    void gapsAreFilledAsAsked() throws Exception {
        String query =
                "bucket=PT1H&from=2026-11-21T07:00:00Z&duration=4h&functions=count,max&fill=";
        assertThat(json(query + "null").get("data").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"start\":\"2026-11-21T07:00:00.000000Z\",\"end\":\"2026-11-21T08:00:00.000000Z\",\"count\":0,\"max\":null}",
                        "{\"start\":\"2026-11-21T08:00:00.000000Z\",\"end\":\"2026-11-21T09:00:00.000000Z\",\"count\":2,\"max\":22.25}",
                        "{\"start\":\"2026-11-21T09:00:00.000000Z\",\"end\":\"2026-11-21T10:00:00.000000Z\",\"count\":0,\"max\":null}",
                        "{\"start\":\"2026-11-21T10:00:00.000000Z\",\"end\":\"2026-11-21T11:00:00.000000Z\",\"count\":2,\"max\":1.0E300}");
        assertThat(
                        json(query + "previous")
                                .get("data")
                                .valueStream()
                                .map(row -> row.get("max").asText()))
                .containsExactly("null", "22.25", "22.25", "1.0E300");
        assertThat(json(query + "none").get("data")).hasSize(2);
    }

    @Test
    void ofNothingThereIsACountAndNothingElse() throws Exception {
        String none = "id1=NONE&functions=count,sum,avg,min,max,first,last,stddev,p50,p95,p99";
        JsonNode row = json(none).at("/data/0");
        assertThat(row.get("count").asInt()).isZero();
        assertThat(row.properties().stream().filter(member -> member.getValue().isNull()))
                .hasSize(12);
        assertThat(json(none + "&group_by=sensor").get("data")).isEmpty();
        assertThat(json(none + "&bucket=1s").get("data")).isEmpty();
    }

    @Test
    void noNumberIsBeyondJson() throws Exception {
        add("light", "HALL", 2, "2026-11-21T10:31:00Z", Double.MAX_VALUE);
        add("light", "HALL", 2, "2026-11-21T10:32:00Z", Double.MAX_VALUE);
        String row = json("id1=HALL&functions=sum,avg,stddev,p99").at("/data/0").toString();
        assertThat(row)
                .contains("\"sum\":null", "\"stddev\":null")
                .contains("\"p99\":1.7976931348623157E308");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bucket= | bucket",
                "bucket=0s | bucket",
                "bucket=-1s | bucket",
                "bucket=PT-1S | bucket",
                "bucket=1ns | bucket",
                "bucket=PT1.0000001S | bucket",
                "bucket=PT1.000000001S | bucket",
                "bucket=999ms | bucket",
                "bucket=25h | bucket",
                "bucket=2d | bucket",
                "bucket=7d | bucket",
                "bucket=PT86400.000001S | bucket",
                "bucket=99999999999999999999s | bucket",
                "bucket=999999999999999999d | bucket",
                "bucket=106751991167301d | bucket",
                "bucket=PT9223372036854775807S | bucket",
                "bucket=DAY | bucket",
                "bucket=days | bucket",
                "bucket=quarter | bucket",
                "bucket=1w | bucket",
                "bucket=1h%27%20OR%201=1 | bucket",
                "bucket=%00 | bucket",
                "bucket=%D9%A1h | bucket",
                "bucket=1h&bucket=1h | bucket",
                "bucket=day&time_zone= | time_zone",
                "bucket=day&time_zone=Berlin | time_zone",
                "bucket=day&time_zone=europe/berlin | time_zone",
                "bucket=day&time_zone=%2B01:00 | time_zone",
                "bucket=day&time_zone=../../etc/passwd | time_zone",
                "bucket=day&time_zone=UTC%0d%0aX:%20y | time_zone",
                "bucket=1h&time_zone=UTC | time_zone",
                "time_zone=UTC | time_zone",
                "functions= | functions",
                "functions=median | functions",
                "functions=COUNT | functions",
                "functions=count, | functions",
                "functions=count,,avg | functions",
                "functions=count,%20avg | functions",
                "functions=avg,count,avg | functions",
                "functions=avg&functions=count | functions",
                "functions=sum(1) | functions",
                "group_by= | group_by",
                "group_by=id2 | group_by",
                "group_by=sensor,sensor | group_by",
                "group_by=sensor_id%60 | group_by",
                "fill=null | fill",
                "fill=previous | fill",
                "fill=zero&bucket=1h | fill",
                "fill=NULL&bucket=1h | fill",
                "from=now | from",
                "id1=room | id1",
                "min_value=NaN | min_value",
                "limit=10 | limit",
                "order=asc | order",
                "cursor=x | cursor",
                "Bucket=1h | Bucket",
            })
    void aBadQueryIsRefusedByNameOfTheParameter(String query, String field) throws Exception {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "bucket=1s",
        "bucket=PT1S",
        "bucket=1000ms",
        "bucket=86400s",
        "bucket=1d",
        "bucket=P1D",
        "bucket=PT1.000001S",
        "bucket=year&time_zone=America/Argentina/Buenos_Aires",
        "bucket=week&fill=none",
        "'group_by=sensor,id1,sensor_type'"
    })
    void unusualQueriesAreUnderstoodToo(String query) throws Exception {
        assertThat(json(query).get("data")).isNotEmpty();
    }

    @Test
    void tooMuchIsToldWithWhatToChange() throws Exception {
        JsonNode rows = problem(422, "bucket=1s&fill=null&from=2026-11-21T08:00:00Z&duration=1h");
        assertThat(rows.at("/errors/0/field").asText()).isEqualTo("bucket");
        assertThat(rows.get("detail").asText()).contains("1000 rows", "wider bucket");
        readings.append(Readings.series(Readings.ROOM_1, 101));
        JsonNode values = problem(422, "functions=p50");
        assertThat(values.at("/errors/0/field").asText()).isEqualTo("functions");
    }

    @Test
    void aDatabaseThatIsAwayOrBusyIsSaid() throws Exception {
        scans =
                filter -> {
                    throw new StoreUnavailable("away");
                };
        HttpResponse<String> away = get("");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
        scans =
                filter -> {
                    try {
                        HttpResponse<String> second = get("");
                        assertThat(second.statusCode()).isEqualTo(503);
                        assertThat(second.headers().firstValue("Retry-After")).hasValue("2");
                        return () -> null;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                };
        assertThat(get("").statusCode()).isEqualTo(200);
        scans = new InMemoryScans(readings, 7);
        assertThat(get("").statusCode()).isEqualTo(200);
    }

    @Test
    void aLargeAnswerComesWholeAndPacked() throws Exception {
        for (int i = 0; i < 950; i++) {
            Sensor sensor = new Sensor("light", "MANY", i);
            readings.append(List.of(Readings.of(sensor, i, i)));
        }
        String query = "group_by=sensor&id1=MANY";
        String plain = get(query).body();
        assertThat(JSON.readTree(plain).get("data")).hasSize(950);
        HttpResponse<byte[]> packed =
                server.send(
                        server.request(PATH + query, Role.USER).header("Accept-Encoding", "gzip"),
                        BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Trailer")).isEmpty();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
        }
    }

    private JsonNode json(String query) throws Exception {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode problem(int status, String query) throws Exception {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String query) {
        return server.get(PATH + query);
    }
}
