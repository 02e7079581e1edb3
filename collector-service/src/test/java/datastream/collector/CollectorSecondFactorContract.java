package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.domain.TotpCodes;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.limit.RequestLimits;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.RestConfig;
import datastream.security.Admission;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
import datastream.tls.TlsConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Second factors at two collectors on one real server, seen from outside. */
abstract class CollectorSecondFactorContract {

    private static final String PASSWORD = "correct horse";
    private static final String ANN = "/api/users/ann/second-factor";

    private Collector collector;
    private Collector second;
    private RestClient rest;
    private RestClient other;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() throws Exception {
        TestServers.empty(server());
        collector = collector(new TokenSecrets(TestTokens.SECRET));
        second = collector(new TokenSecrets(TestTokens.SECRET));
        collector.start();
        second.start();
        rest = new RestClient(collector.restPort());
        other = new RestClient(second.restPort());
        assertThat(rest.post("/register", credentials("root", null)).status()).isEqualTo(201);
        rest.with(logIn(rest, "root"));
        assertThat(rest.post("/register", credentials("ann", null)).status()).isEqualTo(201);
        rest.with(logIn(rest, "ann"));
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

    private Collector collector(TokenSecrets secrets) {
        return new Collector(
                new CollectorConfig(
                        new RestConfig("127.0.0.1", 0),
                        new GrpcConfig("127.0.0.1", 0),
                        null,
                        server(),
                        ReadingRetention.FOR_EVER,
                        RetentionConfig.USUAL,
                        ChangeConfig.USUAL,
                        AccountConfig.USUAL,
                        secrets,
                        TlsConfig.NONE,
                        Admission.KNOWN_SENDERS,
                        RequestLimits.NONE));
    }

    @Test
    void fromTheSecretToTheLogInWithACode() throws Exception {
        assertThat(state(rest)).isEqualTo("false 0");
        String token = logIn(other, "ann");
        JsonNode begun = rest.post(ANN, password()).body();
        String secret = begun.get("secret").asText();
        assertThat(begun.get("uri").asText())
                .startsWith("otpauth://totp/Datastream:ann?secret=" + secret + "&");
        assertThat(begun.properties()).hasSize(2);
        assertThat(state(rest)).as("not confirmed").isEqualTo("false 0");
        assertThat(logIn(other, "ann")).as("not confirmed").isNotNull();

        RestClient.Answer on = rest.post(ANN + "/confirm", withCode(code(secret)));
        assertThat(on.status()).isEqualTo(200);
        assertThat(on.body().get("recovery_codes")).hasSize(10);
        awaitCutOff(rest);
        awaitCutOff(other.with(token));

        RestClient.Answer refused = other.with(null).post("/login", credentials("ann", null));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.type()).startsWith("application/problem+json");
        assertThat(refused.body().get("code").asText()).isEqualTo("second_factor_required");
        assertThat(refused.body().get("detail").asText()).contains("otp", "API key");
        RestClient.Answer wrong = other.post("/login", credentials("ann", "nonsense"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body().get("code").asText()).isEqualTo("second_factor_refused");
        RestClient.Answer unknown = other.post("/login", credentials("eve", "nonsense"));
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body().get("code")).isNull();

        forgetSteps();
        RestClient.Answer in = other.post("/login", credentials("ann", code(secret)));
        assertThat(in.status()).as(in.text()).isEqualTo(200);
        other.with(in.body().get("token").asText());
        assertThat(state(other)).isEqualTo("true 10");
        String refresh = in.body().get("refresh_token").asText();
        assertThat(rest.post("/refresh", "{\"refresh_token\":\"" + refresh + "\"}").status())
                .as("a session goes on without a code")
                .isEqualTo(200);
    }

    @Test
    void ofManyAtTwoCollectorsOneLogsInWithACode() throws Exception {
        List<String> recovery = turnOn().recovery();
        for (String code : recovery.subList(0, 2)) {
            List<Callable<Integer>> all =
                    IntStream.range(0, 8)
                            .<Callable<Integer>>mapToObj(i ->
                                    () -> {
                                        int port = (i % 2 == 0 ? collector : second).restPort();
                                        try (RestClient client = new RestClient(port)) {
                                            return client.post("/login", credentials("ann", code))
                                                    .status();
                                        }
                                    })
                            .toList();
            List<Integer> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Integer> answer : threads.invokeAll(all)) {
                    answers.add(answer.get());
                }
            }
            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
            forgetFailures();
        }
    }

    @Test
    void whoTurnsItOffNeedsPasswordAndCode() throws Exception {
        Factor factor = turnOn();
        forgetSteps();
        rest.with(logIn(rest, "ann", code(factor.secret())));
        String good = factor.recovery().getFirst();
        assertThat(rest.post(ANN + "/disable", password()).status()).isEqualTo(400);
        assertThat(rest.post(ANN + "/disable", withCode("nonsense")).status()).isEqualTo(403);
        String wrong = withCode(good).replace(PASSWORD, "wrong horse");
        assertThat(rest.post(ANN + "/disable", wrong).status()).isEqualTo(403);
        assertThat(rest.post(ANN, password()).status()).as("it is on").isEqualTo(409);
        assertThat(rest.post(ANN + "/disable", withCode(good)).status()).isEqualTo(204);
        awaitCutOff(rest);
        assertThat(logIn(rest, "ann")).isNotNull();
        rest.with(logIn(rest, "ann"));
        assertThat(rest.post(ANN + "/disable", withCode(good)).status()).isEqualTo(409);
        assertThat(state(rest)).isEqualTo("false 0");
    }

    @Test
    void anAdministratorResetsItAndSeesWhoHasOne() throws Exception {
        Factor factor = turnOn();
        forgetSteps();
        rest.with(logIn(rest, "ann", code(factor.secret())));
        assertThat(rest.delete(ANN).status()).as("she is none").isEqualTo(403);
        other.with(logIn(other, "root"));
        assertThat(state(other)).isEqualTo("true 10");
        assertThat(other.get("/api/users/ann").body().get("second_factor").asBoolean()).isTrue();
        assertThat(other.get("/api/users").body().findValuesAsText("second_factor"))
                .containsExactly("true", "false");
        assertThat(other.delete("/api/users/root/second-factor").status()).isEqualTo(403);
        assertThat(other.delete("/api/users/nobody/second-factor").status()).isEqualTo(404);
        assertThat(other.delete(ANN).status()).isEqualTo(204);
        assertThat(other.delete(ANN).status()).isEqualTo(409);
        awaitCutOff(rest);
        assertThat(logIn(rest, "ann")).isNotNull();
        assertThat(other.get("/api/audit?kind=second_factor_off").body().findValuesAsText("detail"))
                .containsExactly("by an administrator");
        assertThat(other.get("/api/audit?kind=second_factor_on").body().findValuesAsText("actor"))
                .containsExactly("ann");
    }

    @Test
    void thatOfOthersIsNobodysBusiness() throws Exception {
        String root = "/api/users/root/second-factor";
        assertThat(rest.get(root).status()).isEqualTo(403);
        assertThat(rest.get("/api/users/nobody/second-factor").status()).isEqualTo(403);
        assertThat(rest.post(root, password()).status()).isEqualTo(403);
        other.with(logIn(other, "root"));
        assertThat(other.post(ANN, password()).status())
                .as("nor an administrator's")
                .isEqualTo(403);
        assertThat(other.get("/api/users/nobody/second-factor").status()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsWrongIsRefused() throws Exception {
        for (String body :
                List.of(
                        "{}",
                        "[]",
                        "{\"password\":null}",
                        "{\"password\":7}",
                        "{\"password\":\"a\",\"password\":\"b\"}",
                        "{\"password\":\"a\",\"otp\":123456}",
                        "{\"password\":\"a\",\"otp\":\"1\",\"secret\":\"x\"}")) {
            for (String path : List.of("", "/confirm", "/disable")) {
                assertThat(rest.post(ANN + path, body).status()).as(path + body).isEqualTo(400);
            }
        }
        assertThat(rest.post(ANN + "/confirm", withCode("123456")).status())
                .as("nothing was begun")
                .isEqualTo(409);
    }

    @Test
    void staysWhenTheSecretOfTheInstallationIsExchanged() throws Exception {
        Factor factor = turnOn();
        TokenSecret next = new TokenSecret("another secret, which takes the place of the first");
        try (Collector withBoth = collector(new TokenSecrets(next, TestTokens.SECRET))) {
            withBoth.start();
        }
        // She has not logged in meanwhile.
        forgetSteps();
        try (Collector withTheNewOne = collector(new TokenSecrets(next))) {
            withTheNewOne.start();
            try (RestClient client = new RestClient(withTheNewOne.restPort())) {
                assertThat(logIn(client, "ann", code(factor.secret()))).isNotNull();
            }
        }
    }

    private record Factor(String secret, List<String> recovery) {}

    /** Asked for by her own session, which has ended then. */
    private Factor turnOn() throws Exception {
        String secret = rest.post(ANN, password()).body().get("secret").asText();
        RestClient.Answer on = rest.post(ANN + "/confirm", withCode(code(secret)));
        assertThat(on.status()).as(on.text()).isEqualTo(200);
        List<String> recovery = new ArrayList<>();
        on.body().get("recovery_codes").forEach(code -> recovery.add(code.asText()));
        rest.with(null);
        return new Factor(secret, recovery);
    }

    /** That of now; of the next step a moment later it is still good. */
    private static String code(String secret) {
        return TotpCodes.code(secret, Instant.now().getEpochSecond() / 30);
    }

    /** As if the last code had been used long ago. */
    private void forgetSteps() throws SQLException {
        execute("UPDATE users SET totp_step = 0");
    }

    private void forgetFailures() throws SQLException {
        execute("DELETE FROM attempt");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TestServers.connect(server());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String state(RestClient client) throws Exception {
        JsonNode state = client.get(ANN).body();
        assertThat(state.properties()).hasSize(2);
        return state.get("on").asText() + " " + state.get("recovery_codes_left").asText();
    }

    /** It takes 2 s; more than the promised 5 s on a busy machine is no reason to fail here. */
    private static void awaitCutOff(RestClient client) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(client.get("/api/readings").status()).isEqualTo(401));
    }

    private static String logIn(RestClient client, String username) throws Exception {
        return logIn(client, username, null);
    }

    /** A token; null when it is refused. The client goes on as before. */
    private static String logIn(RestClient client, String username, String otp) throws Exception {
        RestClient.Answer answer = client.post("/login", credentials(username, otp));
        return answer.status() == 200 ? answer.body().get("token").asText() : null;
    }

    private static String credentials(String username, String otp) {
        String body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, PASSWORD);
        return otp == null ? body : body.replace("}", ",\"otp\":\"" + otp + "\"}");
    }

    private static String password() {
        return "{\"password\":\"%s\"}".formatted(PASSWORD);
    }

    private static String withCode(String otp) {
        return "{\"password\":\"%s\",\"otp\":\"%s\"}".formatted(PASSWORD, otp);
    }
}
