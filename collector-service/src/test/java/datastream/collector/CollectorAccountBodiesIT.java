package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.security.Principal;
import datastream.security.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies that say more than they may: fields of an account that nobody gives himself, and fields
 * given twice, of which another reader might take the other one. All are refused as a whole.
 */
class CollectorAccountBodiesIT {

    private static final String PASSWORD = "correct horse";

    /** Hers, however often her password is changed. */
    private static final String ANN =
            TestTokens.TOKENS
                    .issue(new Principal("ann", Role.VIEWER), Duration.ofMinutes(30))
                    .text();

    /** Each would be accepted as it is. */
    private static final Map<String, String> GOOD =
            Map.of(
                    "POST /register",
                    "{\"username\":\"eve\",\"password\":\"correct horse\",\"role\":\"viewer\",\"setup_token\":\"x\"}",
                    "POST /login",
                    "{\"username\":\"ann\",\"password\":\"correct horse\",\"otp\":\"123456\"}",
                    "PUT /api/users/ann/password",
                    "{\"old_password\":\"correct horse\",\"password\":\"battery staple\"}",
                    "PATCH /api/users/ann",
                    "{\"role\":\"user\",\"disabled\":false}");

    /** Columns, claims, and what others call an administrator. */
    private static final List<String> FOREIGN =
            List.of(
                    "id",
                    "founder",
                    "generation",
                    "password_hash",
                    "passwordHash",
                    "created_at",
                    "changed_at",
                    "second_factor",
                    "totp_secret",
                    "totp_since",
                    "admin",
                    "is_admin",
                    "isAdmin",
                    "permissions",
                    "roles",
                    "sub",
                    "account",
                    "Role",
                    "ROLE",
                    "rolE",
                    "setupToken",
                    "oldPassword",
                    "__proto__",
                    "$type",
                    "@class",
                    "class",
                    "");

    private static Collector collector;
    private static String admin;
    private final RestClient rest = new RestClient(collector.restPort());
    private JsonNode before;

    @BeforeAll
    static void start() throws Exception {
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
        try (RestClient client = new RestClient(collector.restPort())) {
            client.post("/register", account("root", "admin"));
            admin = logIn(client, "root");
            client.with(admin).post("/register", account("ann", "viewer"));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        try (RestClient client = new RestClient(collector.restPort())) {
            assertThat(logIn(client, "ann")).as("her password is as it was").isNotNull();
        } finally {
            collector.close();
        }
    }

    @BeforeEach
    void look() throws Exception {
        before = rest.with(admin).get("/api/users").body();
    }

    @AfterEach
    void nothingHasChanged() throws Exception {
        assertThat(rest.with(admin).get("/api/users").body()).isEqualTo(before);
        rest.close();
    }

    static Stream<Arguments> foreignFields() {
        return GOOD.entrySet().stream()
                .flatMap(route ->
                        FOREIGN.stream()
                                .map(field ->
                                        Arguments.of(
                                                route.getKey(),
                                                field,
                                                with(route.getValue(), field, "\"admin\""))));
    }

    static Stream<Arguments> fieldsOfOtherRoutes() {
        return Stream.of(
                        Arguments.of("POST /login", "role"),
                        Arguments.of("POST /login", "setup_token"),
                        Arguments.of("POST /register", "disabled"),
                        Arguments.of("POST /register", "old_password"),
                        Arguments.of("PUT /api/users/ann/password", "role"),
                        Arguments.of("PUT /api/users/ann/password", "username"),
                        Arguments.of("PUT /api/users/ann/password", "otp"),
                        Arguments.of("PATCH /api/users/ann", "otp"),
                        Arguments.of("PATCH /api/users/ann", "username"),
                        Arguments.of("PATCH /api/users/ann", "password"),
                        Arguments.of("PATCH /api/users/ann", "old_password"))
                .map(arguments -> {
                    String route = (String) arguments.get()[0];
                    String field = (String) arguments.get()[1];
                    return Arguments.of(route, field, with(GOOD.get(route), field, "\"admin\""));
                });
    }

    static Stream<Arguments> repeatedFields() {
        return GOOD.entrySet().stream()
                .flatMap(route ->
                        Stream.of(
                                        "username",
                                        "password",
                                        "role",
                                        "setup_token",
                                        "old_password",
                                        "disabled",
                                        "otp")
                                .filter(field -> route.getValue().contains("\"" + field + "\":"))
                                .flatMap(field -> repeated(route, field)));
    }

    /** Behind and before the right one, as it is and with its first letter escaped. */
    private static Stream<Arguments> repeated(Map.Entry<String, String> route, String field) {
        String escaped = "\\u00%02x".formatted((int) field.charAt(0)) + field.substring(1);
        String body = route.getValue();
        return Stream.of(
                        with(body, field, "\"admin\""),
                        with(body, escaped, "\"admin\""),
                        with(body, field, "null"),
                        body.replaceFirst("\\{", "{\"" + field + "\":\"admin\","))
                .map(twice -> Arguments.of(route.getKey(), field, twice));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource({"foreignFields", "fieldsOfOtherRoutes", "repeatedFields"})
    void aBodyThatSaysMoreThanItMayIsRefused(String route, String field, String body)
            throws Exception {
        for (String token : new String[] {admin, ANN, null}) {
            RestClient.Answer answer = send(rest.with(token), route, body);
            // Who may not take the route at all learns no more than that.
            boolean mayTakeIt =
                    !route.contains("/api/") || (token != null && !route.startsWith("PATCH"));
            if (mayTakeIt || admin.equals(token)) {
                assertThat(answer.status()).as(answer.text()).isEqualTo(400);
                assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
            } else {
                assertThat(answer.status()).isIn(401, 403);
            }
        }
    }

    /** Else the others would prove nothing. */
    @Test
    void withoutThemTheyAreUnderstood() throws Exception {
        rest.with(admin);
        for (Map.Entry<String, String> route : GOOD.entrySet()) {
            String body = route.getValue().replace("\"eve\"", "\"ann\"");
            if (!route.getKey().startsWith("PATCH") && !route.getKey().startsWith("PUT")) {
                assertThat(send(rest, route.getKey(), body).status()).isIn(200, 409);
            }
        }
        assertThat(send(rest, "PATCH /api/users/ann", "{\"role\":\"viewer\"}").status())
                .isEqualTo(200);
        String same = "{\"password\":\"%s\"}".formatted(PASSWORD);
        assertThat(send(rest, "PUT /api/users/ann/password", same).status()).isEqualTo(204);
    }

    private static RestClient.Answer send(RestClient client, String route, String body)
            throws Exception {
        String path = route.substring(route.indexOf(' ') + 1);
        return switch (route.substring(0, route.indexOf(' '))) {
            case "POST" -> client.post(path, body);
            case "PUT" -> client.put(path, body);
            default -> client.patch(path, body);
        };
    }

    private static String with(String body, String field, String value) {
        return body.substring(0, body.length() - 1) + ",\"" + field + "\":" + value + "}";
    }

    private static String account(String username, String role) {
        return "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}"
                .formatted(username, PASSWORD, role);
    }

    private static String logIn(RestClient client, String username) throws Exception {
        RestClient.Answer answer =
                client.post(
                        "/login",
                        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, PASSWORD));
        return answer.status() == 200 ? answer.body().get("token").asText() : null;
    }
}
