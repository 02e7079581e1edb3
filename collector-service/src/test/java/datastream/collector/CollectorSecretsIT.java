package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.domain.TotpCodes;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.security.SetupToken;
import datastream.security.TokenSecret;
import datastream.v1.Reading;
import datastream.v1.ReadingServiceGrpc;
import datastream.v1.SendResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Secrets of every kind go through a whole collector, in their places and in wrong ones, and are
 * found nowhere: not in the log, an answer, a metric or a table.
 */
class CollectorSecretsIT {

    /** In every secret that is planted; also a possible username. */
    private static final String CANARY = "kanarie-7f3a";

    private static final String PASSWORD = CANARY + " first horse";
    private static final String NEW_PASSWORD = CANARY + " second horse";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> answers = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new Recorder();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("datastream");
    private final Level levelBefore = root.getLevel();
    private final Level ownBefore = own.getLevel();
    private Collector collector;

    private final class Recorder extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(
                    event.getLoggerName()
                            + " "
                            + event.getFormattedMessage()
                            + event.getKeyValuePairs()
                            + event.getMDCPropertyMap()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }

    /** More than can be switched on: our own loggers at any level, libraries from INFO on. */
    @BeforeEach
    void listen() {
        appender.start();
        root.setLevel(Level.INFO);
        own.setLevel(Level.TRACE);
        root.addAppender(appender);
    }

    @AfterEach
    void stop() {
        root.detachAppender(appender);
        root.setLevel(levelBefore);
        own.setLevel(ownBefore);
        http.shutdownNow();
        if (collector != null) {
            collector.close();
        }
    }

    private void start(DatabaseConfig database, TokenSecret secret) {
        collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                null,
                                database,
                                secret));
        collector.start();
    }

    @Test
    void secretsAreFoundNowhere() throws Exception {
        DatabaseConfig server = TestServers.mariaDb();
        TestServers.empty(server);
        TokenSecret secret = new TokenSecret(CANARY + " signs tokens, and is long enough");
        start(server, secret);
        List<String> secrets = new ArrayList<>(List.of(CANARY, server.password()));
        assertThat(server.password()).as("it is made by chance").hasSizeGreaterThan(15);

        send("POST", "/register", null, account("root", CANARY + " wrong set-up token"));
        send("POST", "/register", null, account(CANARY.toUpperCase(Locale.ROOT), null));
        assertThat(send("POST", "/register", null, account("root", null))).isEqualTo(201);
        String token = logIn("root", PASSWORD);
        secrets.add(token.substring(token.lastIndexOf('.')));
        assertThat(send("POST", "/register", token, account("ann", null))).isEqualTo(201);
        assertThat(send("PATCH", "/api/users/ann", token, "{\"role\":\"viewer\"}")).isEqualTo(200);

        String key = makeKey(token, "boiler").get("key").asText();
        JsonNode revoked = makeKey(token, "revoked");
        String path = "/api/keys/" + revoked.get("id");
        assertThat(send("DELETE", path, token, null)).isEqualTo(204);
        send("GET", path, token, null);
        send("GET", "/api/readings", "X-API-Key", revoked.get("key").asText(), null);
        String refresh = refreshToken();
        for (String planted : List.of(key, revoked.get("key").asText(), refresh)) {
            // Its beginning is shown on purpose, to tell keys apart.
            secrets.add(planted.substring(12));
        }
        secrets.addAll(plantSecondFactor());
        plantInBodies(token);
        plantKeys(token, key, refresh);
        plantInHeaders(token);
        plantInQueries(token);
        plantInGrpc(token);
        plantInGrpc(key);
        plantInGrpc(refresh);

        assertThat(send("PUT", "/api/users/root/password", token, change(PASSWORD, NEW_PASSWORD)))
                .isEqualTo(204);
        String fresh = logIn("root", NEW_PASSWORD);
        secrets.add(fresh.substring(fresh.lastIndexOf('.')));
        secrets.add(Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)));
        awaitAudit(fresh);
        send("GET", "/api/audit?limit=1000", fresh, null);
        send("GET", "/api/users", fresh, null);
        send("GET", "/metrics", null, null);
        collector.close();

        assertThat(logged).as("the log").isNotEmpty();
        assertThat(answers).hasSizeGreaterThan(40);
        secrets.add(new SetupToken(secret).text());
        for (String planted : secrets) {
            assertThat(logged.stream().filter(line -> !line.contains("There is no account yet")))
                    .as("the log")
                    .noneMatch(line -> line.contains(planted));
            assertThat(answers).as("answers").noneMatch(answer -> answer.contains(planted));
            for (String row : rows(server)) {
                assertThat(row).as("the tables").doesNotContainIgnoringCase(planted);
            }
        }
    }

    @Test
    void aWrongDatabasePasswordIsNotRepeated() {
        DatabaseConfig server = TestServers.mariaDb();
        DatabaseConfig wrong = new DatabaseConfig(server.url(), server.user(), CANARY + " db");
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(
                        () -> start(wrong, new TokenSecret(CANARY + " that is long enough too")))
                .satisfies(e -> {
                    for (Throwable t = e; t != null; t = t.getCause()) {
                        assertThat(String.valueOf(t)).doesNotContain(CANARY);
                    }
                });
        assertThat(logged).noneMatch(line -> line.contains(CANARY));
    }

    private JsonNode makeKey(String token, String name) throws Exception {
        return shown("/api/keys", token, keyBody(name));
    }

    /** The answer to this alone may have a secret in it. */
    private JsonNode shown(String path, String token, String body) throws Exception {
        HttpResponse<String> answer =
                http.send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return new ObjectMapper().readTree(answer.body());
    }

    /** Her second factor: its secret, and the recovery codes of which one is used. */
    private List<String> plantSecondFactor() throws Exception {
        String path = "/api/users/ann/second-factor";
        String password = "{\"password\":\"" + PASSWORD + "\"}";
        String token = logIn("ann", PASSWORD);
        JsonNode begun = shown(path, token, password);
        List<String> secrets = new ArrayList<>(List.of(begun.get("secret").asText()));
        String code = TotpCodes.code(secrets.getFirst(), Instant.now().getEpochSecond() / 30);
        JsonNode on = shown(path + "/confirm", token, withCode(code));
        on.get("recovery_codes").forEach(recovery -> secrets.add(recovery.asText()));
        String used = secrets.get(1);
        for (String planted : List.of(secrets.getFirst(), used + "A", used.substring(1), code)) {
            String login = account("ann", null).replace("}", ",\"otp\":\"" + planted + "\"}");
            send("POST", "/login", null, login);
            send("POST", "/login", null, login.substring(0, login.length() - 2));
            send("POST", "/login?otp=" + planted, null, login);
            send("POST", "/login", null, login.replace("\"ann\"", "\"" + planted + "\""));
            send("POST", path, token, login);
            send("POST", path + "/disable", token, login);
            send("POST", path + "/disable", token, withCode(planted));
            send("GET", path, "Authorization", "Bearer " + planted, null);
        }
        shown("/login", token, account("ann", null).replace("}", ",\"otp\":\"" + used + "\"}"));
        List.copyOf(secrets).forEach(secret -> secrets.add(secret.replace("-", "")));
        return secrets;
    }

    private static String withCode(String otp) {
        return "{\"password\":\"%s\",\"otp\":\"%s\"}".formatted(PASSWORD, otp);
    }

    private static String keyBody(String name) {
        return "{\"name\":\"%s\",\"permissions\":[\"read\",\"ingest\"],\"sensor_types\":[\"light\"]}"
                .formatted(name);
    }

    private String refreshToken() throws Exception {
        HttpResponse<String> answer =
                http.send(
                        request("/login")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(account("root", null)))
                                .build(),
                        BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body()).get("refresh_token").asText();
    }

    private void plantKeys(String token, String key, String refresh) throws Exception {
        String reading =
                "{\"sensor_type\":\"heat\",\"id1\":\"ROOM\",\"id2\":1,\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":1}";
        for (String secret : List.of(key, refresh)) {
            for (String header :
                    List.of("X-API-Key", "Cookie", "Proxy-Authorization", "Authorization")) {
                for (String value : List.of(secret, "Bearer " + secret, secret + "A")) {
                    send("GET", "/api/users", header, value, null);
                    send("POST", "/logout", header, value, null);
                    send("POST", "/api/readings", header, value, reading);
                    send("PUT", "/api/users/root/password", header, value, change("x", secret));
                }
            }
            // Nobody may have a name like that, nor is one repeated.
            send("POST", "/api/keys", token, keyBody(secret));
            send("POST", "/api/keys", token, keyBody(secret + " "));
            send("POST", "/api/keys", token, "{\"name\":\"" + secret);
            send("POST", "/api/keys", token, "{\"key\":\"" + secret + "\"}");
            send("POST", "/refresh", null, "{\"refresh_token\":\"" + secret + " \"}");
            send("GET", "/api/readings", "X-API-Key", secret, null);
        }
        assertThat(send("GET", "/api/readings", "X-API-Key", key, null)).isEqualTo(200);
        send("GET", "/api/keys", token, null);
    }

    private void plantInBodies(String token) throws Exception {
        for (String path : List.of("/login", "/register")) {
            for (String body :
                    List.of(
                            "{\"username\":\"root\",\"password\":\"%s",
                            "{\"username\":\"root\",\"password\":\"%s\\q\"}",
                            "{\"username\":\"root\",\"password\":\"%s\n\"}",
                            "{\"username\":\"root\",\"password\":%s}",
                            "{\"username\":\"root\",\"password\":[\"%s\"]}",
                            "{\"username\":\"root\",\"password\":\"%s\",\"password\":\"%1$s\"}",
                            "{\"username\":\"%s\",\"password\":\"another horse\"}",
                            "{\"username\":\"%s with blanks\",\"password\":\"another horse\"}",
                            "{\"username\":[\"%s\"],\"password\":\"another horse\"}",
                            "{\"username\":\"root\",\"password\":\"%s\"} trailing",
                            "[\"%s\"]",
                            "\"%s\"",
                            "%s")) {
                for (String bearer : new String[] {null, token}) {
                    send("POST", path, bearer, body.formatted(CANARY + " in a body"));
                }
                // Whoever may, would make an account of this name.
                send("POST", path, null, body.formatted(CANARY));
            }
            send("POST", path, null, account("root", null).replace(CANARY, CANARY.repeat(9_000)));
            send("POST", path, null, account("root", null).replace(CANARY, CANARY.repeat(100)));
        }
        for (String body :
                List.of(
                        change(CANARY + " is not the old one", NEW_PASSWORD),
                        change(PASSWORD, CANARY.repeat(20)),
                        change(PASSWORD, CANARY + "\\q"),
                        "{\"password\":\"" + CANARY + " alone\"}",
                        "{\"old_password\":\"" + CANARY + "\",\"password\":7}",
                        "{\"old_password\":\"" + CANARY)) {
            send("PUT", "/api/users/root/password", token, body);
            send("PUT", "/api/users/nobody/password", null, body);
        }
    }

    private void plantInHeaders(String token) throws Exception {
        String basic =
                Base64.getEncoder()
                        .encodeToString((CANARY + ":x").getBytes(StandardCharsets.UTF_8));
        for (String value :
                List.of(
                        CANARY,
                        "Bearer " + CANARY,
                        "Bearer " + CANARY.repeat(300),
                        "Bearer " + token + CANARY,
                        "Bearer " + token.substring(0, token.lastIndexOf('.')) + "." + CANARY,
                        "Basic " + basic,
                        "Token " + token)) {
            for (String header :
                    List.of("Authorization", "X-Api-Key", "Cookie", "Proxy-Authorization")) {
                send("GET", "/api/users", header, value, null);
                send("POST", "/api/readings", header, value, "[]");
            }
        }
    }

    private void plantInQueries(String token) throws Exception {
        String query = "?token=" + CANARY + "&access_token=" + token;
        for (String path :
                List.of("/api/readings", "/api/audit", "/api/users", "/metrics", "/health/ready")) {
            send("GET", path + query, null, null);
            send("GET", path + query, token, null);
        }
        send("POST", "/login" + query, null, account("root", null));
        send("GET", "/api/audit?actor=" + CANARY + "&account=" + CANARY, token, null);
    }

    private void plantInGrpc(String token) throws Exception {
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                        .usePlaintext()
                        .build();
        try {
            for (String value :
                    List.of(CANARY, "Bearer " + CANARY, "Bearer " + token + CANARY, "Bearer ")) {
                Metadata headers = new Metadata();
                for (String name : List.of("authorization", "x-api-key", "cookie")) {
                    headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
                }
                answers.add(refusal(channel, headers));
            }
        } finally {
            channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static String refusal(ManagedChannel channel, Metadata headers) throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        StreamObserver<Reading> requests =
                ReadingServiceGrpc.newStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .send(
                                new StreamObserver<SendResponse>() {
                                    @Override
                                    public void onNext(SendResponse response) {}

                                    @Override
                                    public void onError(Throwable failure) {
                                        ended.complete(failure.toString());
                                    }

                                    @Override
                                    public void onCompleted() {
                                        ended.complete("let through");
                                    }
                                });
        requests.onCompleted();
        String answer = ended.get(20, TimeUnit.SECONDS);
        assertThat(answer).contains("UNAUTHENTICATED");
        return answer;
    }

    private static String account(String username, String setupToken) {
        String body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, PASSWORD);
        return setupToken == null
                ? body
                : body.replace("}", ",\"setup_token\":\"" + setupToken + "\"}");
    }

    private static String change(String old, String password) {
        return "{\"old_password\":\"%s\",\"password\":\"%s\"}".formatted(old, password);
    }

    /** The answer to this alone may have a token in it. */
    private String logIn(String username, String password) throws Exception {
        HttpResponse<String> answer =
                http.send(
                        request("/login")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                account(username, null)
                                                        .replace(PASSWORD, password)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).get("token").asText();
    }

    private int send(String method, String path, String token, String body) throws Exception {
        return send(method, path, "Authorization", token == null ? null : "Bearer " + token, body);
    }

    private int send(String method, String path, String header, String value, String body)
            throws Exception {
        HttpRequest.Builder request =
                request(path)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json");
        if (value != null) {
            request.header(header, value);
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        // A right log-in among the others answers what it is asked for.
        if (!path.startsWith("/login") || answer.statusCode() != 200) {
            answers.add(answer.statusCode() + answer.headers().map().toString() + answer.body());
        }
        return answer.statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + collector.restPort() + path));
    }

    private void awaitAudit(String token) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> {
                    HttpResponse<String> log =
                            http.send(
                                    request("/api/audit?kind=password_changed")
                                            .header("Authorization", "Bearer " + token)
                                            .build(),
                                    BodyHandlers.ofString());
                    return log.body().contains("\"total\":1");
                });
    }

    /** Every row of every table, as text. */
    private static List<String> rows(DatabaseConfig server) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = TestServers.connect(server);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("SHOW TABLES")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            assertThat(tables).contains("users", "audit_event", "attempt", "quarantine", "api_key");
            for (String table : tables) {
                try (ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
                    while (found.next()) {
                        StringBuilder row = new StringBuilder(table);
                        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                            row.append(' ').append(found.getString(i));
                        }
                        rows.add(row.toString());
                    }
                }
            }
        }
        assertThat(rows).anyMatch(row -> row.startsWith("audit_event"));
        return rows;
    }
}
