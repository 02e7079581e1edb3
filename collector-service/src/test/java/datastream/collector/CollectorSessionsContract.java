package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.security.Principal;
import datastream.security.Role;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions at two collectors on one real server, seen from outside. */
abstract class CollectorSessionsContract {

    private static final String PASSWORD = "correct horse";

    private Collector collector;
    private Collector second;
    private RestClient rest;
    private RestClient other;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() throws Exception {
        TestServers.empty(server());
        collector = collector();
        second = collector();
        collector.start();
        second.start();
        rest = new RestClient(collector.restPort());
        other = new RestClient(second.restPort());
        assertThat(rest.post("/register", credentials("root")).status()).isEqualTo(201);
    }

    @AfterEach
    void close() {
        if (rest == null) {
            // There is no such server here.
            return;
        }
        rest.close();
        other.close();
        second.close();
        collector.close();
    }

    private Collector collector() {
        return new Collector(
                new CollectorConfig(
                        new RestConfig("127.0.0.1", 0),
                        new GrpcConfig("127.0.0.1", 0),
                        null,
                        server(),
                        TestTokens.SECRET));
    }

    @Test
    void aSessionGoesOnAtAnyCollectorWithTheTokenThatItGaveLast() throws Exception {
        JsonNode tokens = logIn("root");
        for (int i = 0; i < 4; i++) {
            RestClient client = i % 2 == 0 ? other : rest;
            JsonNode next = refresh(client, tokens).body();
            assertThat(next.get("token")).isNotEqualTo(tokens.get("token"));
            assertThat(next.get("refresh_token")).isNotEqualTo(tokens.get("refresh_token"));
            assertThat(next.get("token_type").asText()).isEqualTo("Bearer");
            assertThat(status(rest, tokens)).isEqualTo(200);
            assertThat(status(client, next)).isEqualTo(200);
            tokens = next;
        }
    }

    @Test
    void tellsHowLongItsTokensAreGood() throws Exception {
        JsonNode tokens = logIn("root");
        Instant now = Instant.now();
        assertThat(Instant.parse(tokens.get("expires_at").asText()))
                .isBetween(now.plusSeconds(15 * 60 - 120), now.plusSeconds(15 * 60));
        assertThat(Instant.parse(tokens.get("refresh_expires_at").asText()))
                .isBetween(
                        now.plus(Duration.ofDays(7)).minusSeconds(120),
                        now.plus(Duration.ofDays(7)).plusSeconds(120));
        assertThat(tokens.properties()).hasSize(5);
    }

    @Test
    void aTokenThatIsShownAgainEndsTheSessionEverywhere() throws Exception {
        JsonNode first = logIn("root");
        JsonNode another = logIn("root");
        JsonNode next = refresh(rest, first).body();
        assertThat(refresh(rest, first).status()).isEqualTo(401);
        assertThat(status(rest, next)).isEqualTo(401);
        assertThat(refresh(other, next).status()).isEqualTo(401);
        awaitRefused(other, next);
        awaitRefused(other, first);
        assertThat(status(rest, another)).isEqualTo(200);
        assertThat(refresh(other, another).status()).isEqualTo(200);
    }

    @Test
    void whoLogsOutIsOutAtOnceHereAndSoonElsewhere() throws Exception {
        JsonNode tokens = logIn("root");
        JsonNode another = logIn("root");
        assertThat(status(other, tokens)).isEqualTo(200);
        assertThat(logOut(rest, tokens).status()).isEqualTo(204);
        assertThat(status(rest, tokens)).isEqualTo(401);
        assertThat(refresh(rest, tokens).status()).isEqualTo(401);
        assertThat(refresh(other, tokens).status()).isEqualTo(401);
        awaitRefused(other, tokens);
        assertThat(logOut(rest, tokens).status()).isEqualTo(401);
        assertThat(status(rest, another)).isEqualTo(200);
        Collector third = collector();
        third.start();
        try (third;
                RestClient restarted = new RestClient(third.restPort())) {
            assertThat(status(restarted, tokens)).isEqualTo(401);
            assertThat(status(restarted, another)).isEqualTo(200);
        }
    }

    @Test
    void whatComesFromNoLogInCannotBeLoggedOut() throws Exception {
        Principal device = new Principal("tester", Role.DEVICE);
        String token = TestTokens.TOKENS.issue(device, Duration.ofMinutes(5)).text();
        assertThat(rest.with(token).post("/logout", "").status()).isEqualTo(409);
        assertThat(rest.with(null).post("/logout", "").status()).isEqualTo(401);
    }

    @Test
    void whoseAccountIsChangedDoesNotGoOn() throws Exception {
        rest.with(logIn("root").get("token").asText());
        rest.post("/register", credentials("ann"));
        List<Callable<RestClient.Answer>> changes =
                List.of(
                        () ->
                                rest.put(
                                        "/api/users/ann/password",
                                        "{\"password\":\"" + PASSWORD + "\"}"),
                        () -> rest.patch("/api/users/ann", "{\"role\":\"viewer\"}"),
                        () -> rest.patch("/api/users/ann", "{\"disabled\":true}"),
                        () -> rest.patch("/api/users/ann", "{\"disabled\":false}"),
                        () -> rest.delete("/api/users/ann"));
        for (Callable<RestClient.Answer> change : changes) {
            JsonNode tokens = logIn("ann");
            assertThat(change.call().status()).isIn(200, 204);
            if (tokens != null) {
                assertThat(refresh(other, tokens).status()).isEqualTo(401);
            }
        }
    }

    /** Whoever tries tokens learns nothing of them. */
    @Test
    void whateverIsWrongWithATokenTheAnswerIsTheSame() throws Exception {
        JsonNode spent = logIn("root");
        refresh(rest, spent);
        JsonNode expired = logIn("root");
        try (Connection connection = TestServers.connect(server());
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE login_session SET expires_at = UTC_TIMESTAMP(6) ORDER BY id DESC LIMIT 1"))
                    .isEqualTo(1);
        }
        RestClient.Answer answer = refresh(rest, spent);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).startsWith("application/problem+json");
        String access = logIn("root").get("token").asText();
        for (String text :
                List.of(
                        expired.get("refresh_token").asText(),
                        spent.get("refresh_token").asText(),
                        "dsr_" + "A".repeat(64),
                        "dsr_",
                        "",
                        "' OR 1 = 1 -- ",
                        access,
                        "A".repeat(4_000))) {
            RestClient.Answer same = refresh(rest, text);
            assertThat(same.status()).as(text).isEqualTo(401);
            assertThat(same.text()).as(text).isEqualTo(answer.text());
        }
    }

    @Test
    void aRefreshTokenOpensNoDoor() throws Exception {
        String refresh = logIn("root").get("refresh_token").asText();
        assertThat(rest.with(refresh).get("/api/readings").status()).isEqualTo(401);
        assertThat(rest.with(refresh).post("/logout", "").status()).isEqualTo(401);
    }

    @Test
    void aBodyThatIsWrongIsRefused() throws Exception {
        for (String body :
                List.of(
                        "{}",
                        "[]",
                        "{\"refresh_token\":null}",
                        "{\"refresh_token\":7}",
                        "{\"refresh_token\":[\"x\"]}",
                        "{\"refresh_token\":\"a\",\"refresh_token\":\"b\"}",
                        "{\"refresh_token\":\"a\",\"role\":\"admin\"}")) {
            assertThat(rest.post("/refresh", body).status()).as(body).isEqualTo(400);
        }
        assertThat(rest.post("/refresh", "text/plain", "x").status()).isEqualTo(415);
        assertThat(rest.post("/refresh?refresh_token=x", "{}").status()).isEqualTo(400);
    }

    /** It takes 2 s; more than the promised 5 s on a busy machine is no reason to fail here. */
    private static void awaitRefused(RestClient client, JsonNode tokens) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status(client, tokens)).isEqualTo(401));
    }

    private static int status(RestClient client, JsonNode tokens) throws Exception {
        return client.with(tokens.get("token").asText()).get("/api/readings?limit=1").status();
    }

    /** Null when it is refused. */
    private JsonNode logIn(String username) throws Exception {
        try (RestClient client = new RestClient(collector.restPort())) {
            RestClient.Answer answer = client.post("/login", credentials(username));
            return answer.status() == 200 ? answer.body() : null;
        }
    }

    private static RestClient.Answer refresh(RestClient client, JsonNode tokens) throws Exception {
        return refresh(client, tokens.get("refresh_token").asText());
    }

    private static RestClient.Answer refresh(RestClient client, String token) throws Exception {
        String body = "{\"refresh_token\":\"%s\"}".formatted(token);
        return client.with(null).post("/refresh", body);
    }

    private static RestClient.Answer logOut(RestClient client, JsonNode tokens) throws Exception {
        return client.with(tokens.get("token").asText()).post("/logout", "");
    }

    private static String credentials(String username) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, PASSWORD);
    }
}
