package datastream.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import datastream.generator.grpc.CollectorAddress;
import datastream.generator.signal.ConstantSignal;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.Transport;
import datastream.http.RestConfig;
import datastream.reading.Sensor;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The REST interface over a real socket; the collector is away all the time. */
@Timeout(60)
class GeneratorServiceIT {

    private static final TokenSecret SECRET = new TokenSecret("0123456789abcdef0123456789abcdef");
    private static final String ALL = "/api/generators";
    private static final String ONE = ALL + "/temperature-ROOM-1";
    private static final String USUAL =
            """
            {"sensor_type":"temperature","id1":"ROOM","id2":1,"rate":10,"transport":"grpc"}\
            """;

    private static final GeneratorService service = new GeneratorService(config(0));
    private static final HttpClient http = HttpClient.newHttpClient();

    private String token = tokenOf(Role.USER, Duration.ofMinutes(5));

    @BeforeAll
    static void start() {
        service.start();
    }

    @AfterEach
    void deleteGenerators() {
        service.generators().close();
    }

    @AfterAll
    static void end() {
        service.close();
        http.shutdownNow();
    }

    @Test
    void createsShowsChangesPausesResumesAndDeletes() {
        HttpResponse<String> created = send("POST", ALL, USUAL);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains(ONE);
        assertThat(JsonText.object(created.body()))
                .containsEntry("id", "temperature-ROOM-1")
                .containsEntry("sensor_type", "temperature")
                .containsEntry("transport", "grpc")
                .containsEntry("rate", 10.0)
                .containsKeys("state", "counts", "current_rate", "signal");

        await().until(() -> count("in_flight") > 3);
        assertThat(count("generated")).isGreaterThan(3);
        assertThat(get("PATCH", ONE, "{\"rate\":250.5}")).containsEntry("rate", 250.5);
        assertThat(get("POST", ONE + "/pause", "")).containsEntry("state", "paused");
        assertThat(get("POST", ONE + "/resume", "")).containsEntry("state", "running");
        assertThat(get("GET", ALL, "")).containsEntry("total", 1.0);
        assertThat(send("DELETE", ONE, "").statusCode()).isEqualTo(204);
        assertThat(get("GET", ALL, ""))
                .containsEntry("total", 0.0)
                .containsEntry("data", List.of());
        assertThat(send("GET", ONE, "").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsTheSignalAsItWasGiven() {
        String signal =
                "{\"kind\":\"sine\",\"mean\":5,\"amplitude\":2,\"period_seconds\":60,\"seed\":7}";
        send("POST", ALL, USUAL.replace("}", ",\"signal\":" + signal + "}"));

        assertThat(get("GET", ONE, "").get("signal")).isEqualTo(JsonText.object(signal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    sensor_type           | "sensor_type":"Temperature"
                    sensor_type           | "sensor_type":7
                    id1                   | "id1":"room"
                    id1                   | "id1":""
                    id2                   | "id2":-1
                    id2                   | "id2":1.5
                    id2                   | "id2":"1"
                    id2                   | "id2":2147483648
                    rate                  | "rate":0
                    rate                  | "rate":0.009
                    rate                  | "rate":100000.1
                    rate                  | "rate":-1
                    rate                  | "rate":"10"
                    rate                  | "rate":"NaN"
                    rate                  | "rate":1e999
                    rate                  | "rate":true
                    rate                  | "rate":null
                    transport             | "transport":"http"
                    transport             | "transport":0
                    transport             | "transport":"mqtt"
                    speed                 | "speed":1
                    signal                | "signal":"sine"
                    signal.kind           | "signal":{}
                    signal.kind           | "signal":{"kind":"square"}
                    signal.value          | "signal":{"kind":"constant"}
                    signal.value          | "signal":{"kind":"constant","value":"Infinity"}
                    signal.mean           | "signal":{"kind":"constant","value":1,"mean":1}
                    signal.amplitude      | "signal":{"kind":"sine","mean":1,"amplitude":-1,"period_seconds":1}
                    signal.period_seconds | "signal":{"kind":"sine","mean":1,"amplitude":1}
                    signal.min            | "signal":{"kind":"uniform","min":2,"max":1}
                    signal.start          | "signal":{"kind":"random_walk","start":9,"step":1,"min":0,"max":1}
                    signal.seed           | "signal":{"kind":"constant","value":1,"seed":1.5}
                    signal.decimals       | "signal":{"kind":"constant","value":1,"decimals":10}
                    signal.phase          | "signal":{"kind":"constant","value":1,"phase":1}
                    """)
    void aBadFieldIsNamed(String field, String bad) {
        HttpResponse<String> response = send("POST", ALL, with(bad));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(fieldsOf(response)).as(response.body()).containsExactly(field);
        assertThat(get("GET", ALL, "")).containsEntry("total", 0.0);
    }

    @ParameterizedTest
    @CsvSource({"sensor_type", "id1", "id2", "rate", "transport"})
    void aMissingFieldIsNamed(String field) {
        String body = USUAL.replaceAll("\"" + field + "\":[^,}]+,?", "").replace(",}", "}");
        HttpResponse<String> response = send("POST", ALL, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(fieldsOf(response)).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET    | /api/generators?limit=1           | 400
                    GET    | /api/generators?id1=A&id1=B       | 400
                    GET    | /api/generators/x-Y-1             | 404
                    PATCH  | /api/generators/x-Y-1             | 404
                    POST   | /api/generators/x-Y-1/pause       | 404
                    DELETE | /api/generators/x-Y-1             | 404
                    DELETE | /api/generators/x-Y-1?force=true  | 400
                    GET    | /health/ready?verbose=1           | 400
                    PUT    | /api/generators                   | 405
                    GET    | /api/generator                    | 404
                    """)
    void whatIsNotThereIsRefused(String method, String path, int status) {
        HttpResponse<String> response = send(method, path, "");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(JsonText.object(response.body())).containsEntry("status", (double) status);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "{",
        "[]",
        "null",
        "'{\"rate\":NaN}'",
        "'{\"rate\":1}{}'",
        "'{\"rate\":1,\"rate\":2}'"
    })
    void aBodyThatIsNoSuchJsonIsRefused(String body) {
        send("POST", ALL, USUAL);
        HttpResponse<String> response = send("PATCH", ONE, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(get("GET", ONE, "")).containsEntry("rate", 10.0);
    }

    @Test
    void refusesAnotherContentTypeAndATooLargeBody() {
        assertThat(send("POST", ALL, USUAL, "text/plain").statusCode()).isEqualTo(415);
        assertThat(send("POST", ALL, " ".repeat(3_000_000) + USUAL).statusCode()).isEqualTo(413);
    }

    @Test
    void aSecondGeneratorForASensorIsAConflict() {
        send("POST", ALL, USUAL);

        assertThat(send("POST", ALL, USUAL).statusCode()).isEqualTo(409);
    }

    @Test
    void asksForATokenThatMayDoIt() {
        token = tokenOf(Role.DEVICE, Duration.ofMinutes(5));
        assertThat(send("GET", ALL, "").statusCode()).isEqualTo(403);
        assertThat(send("POST", ALL, USUAL).statusCode()).isEqualTo(403);
        token = tokenOf(Role.ADMIN, Duration.ofSeconds(-1));
        assertThat(send("GET", ALL, "").statusCode()).isEqualTo(401);
        token = "nonsense";
        HttpResponse<String> refused = send("DELETE", ONE, "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void healthAndDocumentationAreOpenAndTellTheTransports() {
        token = "";
        assertThat(get("GET", "/health/live", "")).containsEntry("status", "up");
        assertThat(get("GET", "/health/ready", ""))
                .containsEntry("checks", Map.of("collector", "idle", "broker", "off"));
        assertThat(send("GET", "/openapi.json", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/docs", "").statusCode()).isEqualTo(200);

        token = tokenOf(Role.USER, Duration.ofMinutes(5));
        send("POST", ALL, USUAL);
        assertThat(get("GET", "/health/ready", ""))
                .containsEntry("status", "up")
                .containsEntry("checks", Map.of("collector", "down", "broker", "off"));
    }

    @Test
    void aPortInUseIsSaidBySetting() {
        try (GeneratorService second = new GeneratorService(config(service.port()))) {
            assertThatIllegalStateException()
                    .isThrownBy(second::start)
                    .withMessageContaining("GENERATOR_PORT " + service.port());
        }
    }

    @Test
    void closesWithinSecondsThoughTheCollectorIsAway() {
        GeneratorService other = new GeneratorService(config(0));
        other.start();
        other.generators().create(steady());
        long start = System.nanoTime();
        other.close();
        other.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    private static GeneratorSpec steady() {
        return new GeneratorSpec(
                new Sensor("noise", "HALL", 1),
                new Rate(100),
                Transport.GRPC,
                new ConstantSignal(40, null, null));
    }

    private static GeneratorServiceConfig config(int port) {
        return new GeneratorServiceConfig(
                new RestConfig("127.0.0.1", port),
                SECRET,
                new CollectorAddress("127.0.0.1", 1),
                null);
    }

    private static String tokenOf(Role role, Duration lifetime) {
        return new Tokens(SECRET, Clock.systemUTC())
                .issue(new Principal("somebody", role), lifetime)
                .text();
    }

    /** The usual body with one field replaced or added. */
    private static String with(String field) {
        String name = field.substring(0, field.indexOf(':'));
        String rest = USUAL.replaceAll(name + ":[^,}]+,?", "").replace(",}", "}");
        return rest.replace("}", "," + field + "}");
    }

    private static List<Object> fieldsOf(HttpResponse<String> response) {
        List<?> errors =
                (List<?>) JsonText.object(response.body()).getOrDefault("errors", List.of());
        return errors.stream().<Object>map(error -> ((Map<?, ?>) error).get("field")).toList();
    }

    private double count(String name) {
        return (double) ((Map<?, ?>) get("GET", ONE, "").get("counts")).get(name);
    }

    private Map<String, Object> get(String method, String path, String body) {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonText.object(response.body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, body, "application/json");
    }

    private HttpResponse<String> send(String method, String path, String body, String type) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Content-Type", type)
                        .header("Authorization", "Bearer " + token)
                        .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
