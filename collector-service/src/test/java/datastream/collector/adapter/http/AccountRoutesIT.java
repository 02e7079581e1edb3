package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.TestTokens;
import datastream.collector.domain.Account;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.PasswordRules;
import datastream.collector.domain.audit.Actor;
import datastream.collector.fake.InMemoryAccounts;
import datastream.collector.fake.InMemoryAttempts;
import datastream.collector.fake.InMemorySecondFactors;
import datastream.collector.fake.InMemorySessions;
import datastream.collector.usecase.account.Accounts;
import datastream.collector.usecase.account.AttemptLimits;
import datastream.collector.usecase.account.ChangePassword;
import datastream.collector.usecase.account.CodeCheck;
import datastream.collector.usecase.account.FirstAccount;
import datastream.collector.usecase.account.LogIn;
import datastream.collector.usecase.account.PasswordCheck;
import datastream.collector.usecase.account.PasswordHasher;
import datastream.collector.usecase.account.RegisterAccount;
import datastream.collector.usecase.account.RegistrationPolicy;
import datastream.collector.usecase.account.SessionLimits;
import datastream.collector.usecase.account.TotpSeal;
import datastream.http.ApiDocs;
import datastream.http.RestConfig;
import datastream.http.RestServer;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.SetupToken;
import datastream.security.TokenSecrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who log in and register at once. */
class AccountRoutesIT {

    private static final int MOST_AT_ONCE = 34;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SlowHasher passwords = new SlowHasher();
    private final HttpClient http = HttpClient.newHttpClient();
    private RestServer server;

    /** Takes until it is told to go on. */
    private static final class SlowHasher implements PasswordHasher {
        private final AtomicInteger busy = new AtomicInteger();
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public String hash(String password) {
            hold();
            return password;
        }

        @Override
        public boolean matches(String password, String hash) {
            hold();
            return password.equals(hash);
        }

        private void hold() {
            busy.incrementAndGet();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Everybody has an account, and the same password. */
    private static final class EverybodysAccounts implements Accounts {
        @Override
        public Account find(String username) {
            return new Account(1, username, "correct horse", Role.USER, false, 0, false, 0);
        }

        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public boolean addFounder(NewAccount founder, Actor by) {
            return true;
        }

        @Override
        public boolean add(NewAccount account, Actor by) {
            return true;
        }

        @Override
        public boolean isCurrent(Principal principal) {
            return true;
        }

        @Override
        public boolean changePassword(Account account, String passwordHash, Actor by) {
            return true;
        }
    }

    @BeforeEach
    void start() {
        var accounts = new EverybodysAccounts();
        var rules = new PasswordRules(_ -> false);
        var throttle = InMemoryAttempts.throttle(AttemptLimits.of(1_000, 1_000));
        var check = new PasswordCheck(accounts, passwords, throttle, _ -> {});
        var routes =
                new AccountRoutes(
                        new RegisterAccount(
                                accounts,
                                rules,
                                passwords,
                                new FirstAccount(accounts, new SetupToken(TestTokens.SECRET)),
                                RegistrationPolicy.CLOSED,
                                throttle,
                                _ -> {}),
                        new LogIn(
                                check,
                                new CodeCheck(
                                        new InMemorySecondFactors(new InMemoryAccounts(), 0),
                                        new TotpSeal(new TokenSecrets(TestTokens.SECRET))),
                                new InMemorySessions(
                                        accounts::find, SessionLimits.USUAL, Clock.systemUTC()),
                                TestTokens.TOKENS,
                                _ -> {}),
                        new ChangePassword(accounts, check, rules, passwords, _ -> {}),
                        new Actors(TrustedProxies.NONE));
        server =
                new RestServer(
                        new RestConfig("127.0.0.1", 0),
                        TestTokens.TOKENS,
                        new ApiDocs("/datastream/collector/openapi.json"),
                        routes::addTo);
        server.start();
    }

    @AfterEach
    void stop() {
        passwords.goOn.countDown();
        http.shutdownNow();
        server.close();
    }

    @Test
    void thoseBeyondALimitAreTurnedAwayAndTheOthersServed() {
        List<CompletableFuture<HttpResponse<String>>> first =
                Stream.generate(() -> send("/login")).limit(MOST_AT_ONCE).toList();
        await().atMost(SOON).until(() -> passwords.busy.get() == MOST_AT_ONCE);

        for (String path : List.of("/login", "/register")) {
            HttpResponse<String> late = send(path).orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(late.statusCode()).isEqualTo(429);
            assertThat(late.headers().firstValue("Retry-After")).hasValue("1");
        }

        passwords.goOn.countDown();
        assertThat(first)
                .allSatisfy(answer -> {
                    assertThat(answer).succeedsWithin(SOON);
                    assertThat(answer.join().statusCode()).isEqualTo(200);
                });
        assertThat(send("/register").join().statusCode()).isEqualTo(201);
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"username\":\"ada\",\"password\":\"correct horse\"}"))
                        .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }
}
