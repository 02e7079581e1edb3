package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.security.Principal;
import datastream.security.Role;
import java.time.Duration;
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

/** Whatever is wrong with a request: a precise 4xx, nothing stored, nothing crashed. */
class CollectorBadInputIT {

    private static final String GOOD =
            "{\"sensor_type\":\"temperature\",\"id1\":\"ROOM\",\"id2\":7,"
                    + "\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":21.5}";

    private static Collector collector;
    private final RestClient rest = new RestClient(collector.restPort());

    @BeforeAll
    static void start() {
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
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    @BeforeEach
    void logIn() {
        rest.with(token(Role.ADMIN, Duration.ofMinutes(5)));
    }

    @AfterEach
    void nothingWasStoredAndTheCollectorLives() throws Exception {
        rest.with(token(Role.ADMIN, Duration.ofMinutes(5)));
        assertThat(rest.get("/api/readings").body().get("total").asInt()).isZero();
        rest.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sensor=temperature | sensor",
                "From=2026-11-21T08:00:00Z | From",
                "id1=ROOM&id1=hall | id1",
                "id1=ROOM,hall | id1",
                "id1=ROOM, | id1",
                "id1=,ROOM | id1",
                "id1=ROOM,,HALL | id1",
                "id1=ROOM,%20HALL | id1",
                "id1=ROOM%00 | id1",
                "id1=ROOM;HALL | id1",
                "id1=%D0%9A | id1",
                "sensor_type=co2,light,Light | sensor_type",
                "sensor_type=co2&sensor_type= | sensor_type",
                "sensor_type=co2%27)%20OR%20(%271%27=%271 | sensor_type",
                "id2=1,2,x | id2",
                "id2=1,,2 | id2",
                "id2=1&id2=-1 | id2",
                "id2=1,2147483648 | id2",
                "limit=1&limit=1 | limit",
                "sensor_type=Temperature | sensor_type",
                "sensor_type= | sensor_type",
                "id1=room | id1",
                "id1=R00M | id1",
                "id1=ROOM%27%20OR%201=1 | id1",
                "id2=x | id2",
                "id2=-1 | id2",
                "id2=1.0 | id2",
                "id2=2147483648 | id2",
                "id2= | id2",
                "from=garbage | from",
                "from=2026-11-21 | from",
                "from=2026-11-21T08:00:00 | from",
                "from=2026-02-30T08:00:00Z | from",
                "to=10000-01-01T00:00:00Z | to",
                "from=2026-11-21T08:00:01Z&to=2026-11-21T08:00:00Z | from",
                "duration=soon | duration",
                "duration=-15m | duration",
                "duration=0s | duration",
                "duration=99999999999999999999d | duration",
                "duration=1h&from=2026-11-21T08:00:00Z&to=2026-11-21T09:00:00Z | duration",
                "limit=0 | limit",
                "limit=10001 | limit",
                "limit=-1 | limit",
                "limit=9999999999 | limit",
                "offset=-1 | offset",
                "offset=NaN | offset",
                "order=up | order",
                "order=ASC | order",
                "order=asc&order=asc | order",
                "min_value= | min_value",
                "min_value=x | min_value",
                "min_value=NaN | min_value",
                "min_value=1e999 | min_value",
                "min_value=1,5 | min_value",
                "min_value=1&min_value=1 | min_value",
                "min_value=1%27%20OR%201=1 | min_value",
                "max_value=Infinity | max_value",
                "max_value=-Infinity | max_value",
                "max_value=0x10 | max_value",
                "max_value=1e%2B999 | max_value",
                "min_value=2&max_value=1.5 | min_value",
                "cursor= | cursor",
                "cursor=garbage | cursor",
                "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | cursor",
                "cursor=____________________________________________________ | cursor",
                "cursor=%27%20OR%201=1 | cursor",
                "cursor=%00 | cursor",
            })
    void aBadQueryIsRefusedByNameOfTheParameter(String query, String field) throws Exception {
        RestClient.Answer answer = rest.get("/api/readings?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void moreValuesThanAHundredAreRefused() throws Exception {
        String hundred =
                IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertThat(rest.get("/api/readings?id2=" + hundred).status()).isEqualTo(200);
        RestClient.Answer answer = rest.get("/api/readings?id2=" + hundred + "&id2=100");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("id2");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 400",
        "AAAABQAGYMgXqMp, 400",
        "AAAABQAGYMgXqMp=, 400",
        "%27%20OR%201=1, 400",
        "%20, 400",
        "AAAABf__________, 400",
        "AAAABQAGYMgXqMp0, 404",
    })
    void anIdOfNoReadingIsRefusedOrNotFound(String id, int status) throws Exception {
        RestClient.Answer answer = rest.get("/api/readings/" + id);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        if (status == 400) {
            assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("id");
        }
        assertThat(rest.get("/api/readings/AAAABQAGYMgXqMp0?limit=1").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-11-21T08:00:00Z",
                "duration=1h",
                "order=asc",
                "x=1",
                "min_value=1",
                "cursor=x"
            })
    void theCatalogueKnowsOnlyItsOwnParameters(String query) throws Exception {
        assertThat(rest.get("/api/sensors?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id1\":\"ROOM\" | \"id1\":\"room\" | id1",
                "\"id1\":\"ROOM\" | \"id1\":\"\" | id1",
                "\"id1\":\"ROOM\" | \"id1\":5 | id1",
                "\"id2\":7 | \"id2\":-7 | id2",
                "\"id2\":7 | \"id2\":7.5 | id2",
                "\"id2\":7 | \"id2\":\"7\" | id2",
                "\"id2\":7 | \"id2\":7,\"id2\":8 | id2",
                "\"id2\":7 | \"id3\":7 | id3",
                "\"id2\":7, | '' | id2",
                "\"temperature\" | \"Temperature\" | sensor_type",
                "\"temperature\" | null | sensor_type",
                "2026-11-21T08:00:00Z | yesterday | timestamp",
                "2026-11-21T08:00:00Z | 2026-11-21T08:00:00 | timestamp",
                "21.5 | \"NaN\" | sensor_value",
                "21.5 | 1e999 | sensor_value",
                "21.5 | -1e999 | sensor_value",
                "21.5 | true | sensor_value",
            })
    void aBadReadingIsRefusedByNameOfTheField(String from, String to, String field)
            throws Exception {
        RestClient.Answer answer = rest.post("/api/readings", GOOD.replace(from, to));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(answer.body().at("/rejected/0/index").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[", "nonsense", "{\"sensor_value\":NaN}", "[{}] trailing"})
    void aBodyThatIsNotJsonIsRefused(String body) throws Exception {
        RestClient.Answer answer = rest.post("/api/readings", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/problem+json");
    }

    @Test
    void aBodyOfAnotherTypeOrTooLargeIsRefused() throws Exception {
        assertThat(rest.post("/api/readings", "text/plain", GOOD).status()).isEqualTo(415);
        assertThat(rest.post("/login", "text/plain", "{}").status()).isEqualTo(415);
        assertThat(rest.post("/api/readings", " ".repeat(3_000_000)).status()).isEqualTo(413);
        assertThat(rest.post("/api/readings?dry=1", GOOD).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | username",
                "{\"username\":\"ann\"} | password",
                "{\"username\":\"ann\",\"password\":null} | password",
                "{\"username\":\"Ann\",\"password\":\"long enough\"} | username",
                "{\"username\":\"ann\",\"password\":\"short\"} | password",
                "{\"username\":\"ann\",\"password\":\"long enough\",\"admin\":true} | admin",
                "{\"username\":\"ann\",\"password\":\"long enough\",\"role\":\"king\"} | role",
                "{\"username\":7,\"password\":\"long enough\"} | username",
            })
    void aBadRegistrationIsRefusedByNameOfTheField(String body, String field) throws Exception {
        RestClient.Answer answer = rest.post("/register", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/readings",
                "/api/readings/AAAABQAGYMgXqMp0",
                "/api/sensors",
                "/api/sensors/temperature-ROOM-1/quality"
            })
    void withoutAGoodTokenNothingIsTold(String path) throws Exception {
        assertThat(rest.with(null).get(path).status()).isEqualTo(401);
        assertThat(rest.with("garbage").get(path).status()).isEqualTo(401);
        String expired = token(Role.ADMIN, Duration.ofSeconds(-5));
        assertThat(rest.with(expired).get(path).status()).isEqualTo(401);
        String device = token(Role.DEVICE, Duration.ofMinutes(5));
        assertThat(rest.with(device).get(path).status()).isEqualTo(403);
        assertThat(rest.with(null).post("/api/readings", GOOD).status()).isEqualTo(401);
    }

    private static String token(Role role, Duration lifetime) {
        return TestTokens.TOKENS.issue(new Principal("tester", role), lifetime).text();
    }
}
