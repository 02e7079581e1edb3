package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.http.TrustedProxies;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.collector.usecase.account.AttemptLimits;
import datastream.collector.usecase.account.RegistrationPolicy;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.limit.RequestLimits;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.RestConfig;
import datastream.security.Admission;
import datastream.security.Role;
import datastream.security.TokenSecrets;
import datastream.tls.TlsConfig;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two collectors on one real server write down, and how often they let passwords be tried. */
abstract class CollectorAuditContract {

    private static final int FEW = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Collector> collectors = new ArrayList<>();
    private String admin;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() throws Exception {
        TestServers.empty(server());
        for (int i = 0; i < 2; i++) {
            Collector collector = new Collector(config());
            collectors.add(collector);
            collector.start();
        }
        assertThat(post(0, "/register", null, account("root", "correct horse")).statusCode())
                .isEqualTo(201);
        admin = JSON.readTree(logIn(0, "root", "correct horse").body()).get("token").asText();
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        collectors.forEach(Collector::close);
    }

    private CollectorConfig config() {
        return config(
                new AccountConfig(
                        RegistrationPolicy.OPEN,
                        AttemptLimits.of(FEW, 1_000),
                        Duration.ofDays(1),
                        TrustedProxies.NONE));
    }

    private CollectorConfig config(AccountConfig accounts) {
        return new CollectorConfig(
                new RestConfig("127.0.0.1", 0),
                new GrpcConfig("127.0.0.1", 0),
                null,
                server(),
                ReadingRetention.FOR_EVER,
                RetentionConfig.USUAL,
                ChangeConfig.USUAL,
                accounts,
                new TokenSecrets(TestTokens.SECRET),
                TlsConfig.NONE,
                Admission.KNOWN_SENDERS,
                RequestLimits.NONE);
    }

    @Test
    void ofManyGuessesAtOnceOnTwoCollectorsExactlyAsManyAreLookedAtAsAreAllowed() throws Exception {
        for (String name : List.of("root", "nobody")) {
            List<CompletableFuture<HttpResponse<String>>> guesses =
                    IntStream.range(0, 20)
                            .mapToObj(i -> sendLogIn(i % 2, name, "wrong horse " + i))
                            .toList();
            List<Integer> answers =
                    guesses.stream().map(guess -> guess.join().statusCode()).sorted().toList();
            assertThat(answers).as(name).hasSize(20).containsOnly(401, 429);
            assertThat(answers).as(name).filteredOn(status -> status == 401).hasSize(FEW);
            HttpResponse<String> late = logIn(1, name, "correct horse");
            assertThat(late.statusCode()).as(name).isEqualTo(429);
            assertThat(late.headers().firstValueAsLong("Retry-After").orElse(0))
                    .as(name)
                    .isBetween(1L, 300L);
            assertThat(JSON.readTree(late.body()).get("detail").asText())
                    .isEqualTo("Too many log-ins have failed; try again later");
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(times("kind=log_in_refused&account=root")).isEqualTo(FEW);
                    assertThat(times("kind=log_in_throttled&account=root")).isEqualTo(16);
                    assertThat(times("kind=log_in_refused")).isEqualTo(2 * FEW);
                    assertThat(times("kind=log_in_throttled")).isEqualTo(32);
                });
        assertThat(audit("").toString()).doesNotContain("nobody", "horse");
    }

    @Test
    void accountsMadeForOneselfAreLimitedForBothCollectorsTogether() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(
                            post(i % 2, "/register", null, account("u" + i, "correct horse"))
                                    .statusCode())
                    .isEqualTo(201);
        }
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> late =
                    post(i, "/register", null, account("one-more", "correct horse"));
            assertThat(late.statusCode()).isEqualTo(429);
            assertThat(late.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(post(1, "/register", admin, account("one-more", "correct horse")).statusCode())
                .isEqualTo(201);
        assertThat(audit("kind=account_registered").get("total").asInt()).isEqualTo(12);
    }

    /** One attempt each from its own clients; the others would all come from the same address. */
    @Test
    void aProxyThatIsTrustedIsBelievedForWhomItAsks() throws Exception {
        AccountConfig usual = AccountConfig.USUAL;
        Collector behind =
                new Collector(
                        config(
                                new AccountConfig(
                                        usual.registration(),
                                        AttemptLimits.of(1, 1_000),
                                        usual.auditRetention(),
                                        TrustedProxies.parse("127.0.0.1"))));
        collectors.add(behind);
        behind.start();
        assertThat(logIn(2, "root", "wrong horse").statusCode()).isEqualTo(401);
        assertThat(logIn(2, "root", "wrong horse").statusCode()).isEqualTo(429);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> times("kind=log_in_throttled&source=192.0.2.99") == 1);
        // Another collector, which does not believe it, counts for another address.
        assertThat(logIn(0, "root", "wrong horse").statusCode()).isEqualTo(401);
    }

    @Test
    void tellsWhoWasRefusedWhat() throws Exception {
        String viewer = TestTokens.bearer(Role.VIEWER).substring("Bearer ".length());
        String device = TestTokens.bearer(Role.DEVICE).substring("Bearer ".length());
        for (int i = 0; i < 3; i++) {
            assertThat(get(i % 2, "/api/users/some%20secret", viewer).statusCode()).isEqualTo(403);
        }
        assertThat(get(0, "/api/readings", viewer + "x").statusCode()).isEqualTo(401);
        assertThat(get(0, "/api/readings", null).statusCode()).isEqualTo(401);
        assertThat(get(0, "/api/nothing-here", viewer).statusCode()).isEqualTo(404);
        refuseOverGrpc("Bearer " + device + "x");
        refuseOverGrpc("Bearer " + viewer);
        refuseOverGrpc(null);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(refusals())
                                .containsExactlyInAnyOrder(
                                        "3 access_refused tester http GET /api/users/{username}",
                                        "1 token_refused null http GET /api/readings",
                                        "1 access_refused tester grpc datastream.v1.ReadingService/Send",
                                        "1 token_refused null grpc datastream.v1.ReadingService/Send"));
        assertThat(entries("")).allMatch(entry -> entry.get("source").asText().equals("127.0.0.1"));
        assertThat(audit("source=127.0.0.1&kind=log_in").get("total").asInt()).isEqualTo(1);
    }

    /** Three within two minutes may be two entries. */
    private List<String> refusals() throws Exception {
        record Refusal(String text, long times) {}
        var texts =
                entries("").stream()
                        .filter(entry -> entry.get("kind").asText().endsWith("_refused"))
                        .map(entry ->
                                new Refusal(
                                        String.join(
                                                " ",
                                                entry.get("kind").asText(),
                                                entry.get("actor").asText(),
                                                entry.get("door").asText(),
                                                entry.get("detail").asText()),
                                        entry.get("times").asLong()))
                        .collect(
                                Collectors.groupingBy(
                                        Refusal::text, Collectors.summingLong(Refusal::times)));
        return texts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList();
    }

    @Test
    void tellsWhatWasDoneToAccountsNewestFirstAPageAtATime() throws Exception {
        post(0, "/register", admin, account("ann", "correct horse"));
        String reset = "{\"password\":\"battery staple\"}";
        assertThat(send(1, "PUT", "/api/users/ann/password", admin, reset).statusCode())
                .isEqualTo(204);
        String edit = "{\"role\":\"viewer\",\"disabled\":true}";
        assertThat(send(0, "PATCH", "/api/users/ann", admin, edit).statusCode()).isEqualTo(200);
        assertThat(send(1, "DELETE", "/api/users/ann", admin, "").statusCode()).isEqualTo(204);
        assertThat(entries("account=ann&actor=root"))
                .extracting(entry -> entry.get("kind").asText())
                .containsExactly(
                        "account_deleted",
                        "account_edited",
                        "password_changed",
                        "account_registered");
        JsonNode page = audit("account=ann&limit=1&offset=1");
        assertThat(page.get("total").asInt()).isEqualTo(4);
        JsonNode entry = page.get("data").get(0);
        assertThat(entry.get("detail").asText()).isEqualTo("role user to role viewer disabled");
        assertThat(entry.get("at")).isEqualTo(entry.get("last_at"));
        assertThat(entry.properties()).hasSize(10);
        for (String bad :
                List.of("kind=x", "actor=", "account=", "source=here", "from=x", "limit=1001")) {
            HttpResponse<String> answer = get(0, "/api/audit?" + bad, admin);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asText())
                    .isEqualTo(bad.substring(0, bad.indexOf('=')));
        }
    }

    private void refuseOverGrpc(String authorization) throws Exception {
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", collectors.getFirst().grpcPort())
                        .usePlaintext()
                        .build();
        Metadata headers = new Metadata();
        if (authorization != null) {
            headers.put(
                    Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                    authorization);
        }
        CompletableFuture<Void> refused = new CompletableFuture<>();
        try {
            ReadingServiceGrpc.newStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .send(
                            new StreamObserver<SendResponse>() {
                                @Override
                                public void onNext(SendResponse response) {}

                                @Override
                                public void onError(Throwable failure) {
                                    refused.complete(null);
                                }

                                @Override
                                public void onCompleted() {
                                    refused.completeExceptionally(new AssertionError("let in"));
                                }
                            })
                    .onNext(Reading.getDefaultInstance());
            refused.get(20, TimeUnit.SECONDS);
        } finally {
            channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private long times(String filter) throws Exception {
        return entries(filter).stream().mapToLong(entry -> entry.get("times").asLong()).sum();
    }

    private List<JsonNode> entries(String filter) throws Exception {
        return StreamSupport.stream(audit(filter).get("data").spliterator(), false).toList();
    }

    private JsonNode audit(String filter) throws Exception {
        HttpResponse<String> answer = get(1, "/api/audit?" + filter, admin);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> logIn(int collector, String name, String password)
            throws Exception {
        return sendLogIn(collector, name, password).get(60, TimeUnit.SECONDS);
    }

    /** Asks again, as it is told to, while the database has no connection for it. */
    private CompletableFuture<HttpResponse<String>> sendLogIn(
            int collector, String name, String password) {
        return sendLogIn(collector, name, password, 10);
    }

    private CompletableFuture<HttpResponse<String>> sendLogIn(
            int collector, String name, String password, int tries) {
        HttpRequest request =
                request(collector, "/login", null)
                        .POST(BodyPublishers.ofString(account(name, password)))
                        .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenCompose(answer ->
                        answer.statusCode() == 503 && tries > 1
                                ? CompletableFuture.supplyAsync(
                                                () ->
                                                        sendLogIn(
                                                                collector, name, password,
                                                                tries - 1),
                                                CompletableFuture.delayedExecutor(
                                                        1, TimeUnit.SECONDS))
                                        .thenCompose(Function.identity())
                                : CompletableFuture.completedFuture(answer));
    }

    private HttpResponse<String> get(int collector, String path, String token) throws Exception {
        return http.send(request(collector, path, token).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(int collector, String path, String token, String body)
            throws Exception {
        return send(collector, "POST", path, token, body);
    }

    private HttpResponse<String> send(
            int collector, String method, String path, String token, String body) throws Exception {
        return http.send(
                request(collector, path, token)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** As by a proxy, which nobody has to believe. */
    private HttpRequest.Builder request(int collector, String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + collectors.get(collector).restPort()
                                                + path))
                        .header("Content-Type", "application/json");
        if (!path.equals("/register")) {
            request.header("X-Forwarded-For", "192.0.2.99");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private static String account(String name, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    }
}
