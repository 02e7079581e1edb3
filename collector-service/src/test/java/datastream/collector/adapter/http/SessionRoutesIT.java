package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.TestTokens;
import datastream.collector.domain.Account;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.usecase.account.AccountChanges.CutOff;
import datastream.collector.usecase.account.ContinueSession;
import datastream.collector.usecase.account.CurrentAccounts;
import datastream.collector.usecase.account.LogOut;
import datastream.collector.usecase.account.Sessions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many who show a refresh token at once. */
class SessionRoutesIT {

    private static final int MOST_AT_ONCE = 4;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SlowSessions sessions = new SlowSessions();
    private final CurrentAccounts current =
            new CurrentAccounts(TestTokens.TOKENS, _ -> new CutOff(Map.of(), Set.of()));

    @AutoClose
    private final RouteServer server =
            new RouteServer(
                    new SessionRoutes(
                                    new ContinueSession(
                                            sessions, TestTokens.TOKENS, current, _ -> {}),
                                    new LogOut(sessions, current, _ -> {}),
                                    new Actors(TrustedProxies.NONE))
                            ::addTo);

    /** Knows no session, and does not say so before it may. */
    private static final class SlowSessions implements Sessions {

        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public @Nullable Session begin(Account account, RefreshToken token) {
            return null;
        }

        @Override
        public Rotation rotate(RefreshToken shown, RefreshToken next) {
            asked.incrementAndGet();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Rotation.Refused();
        }

        @Override
        public void end(long session) {}

        @Override
        public boolean deleteSome() {
            return false;
        }
    }

    @Test
    void thoseBeyondALimitAreTurnedAwayAndTheDatabaseIsNotAsked() {
        try {
            List<CompletableFuture<HttpResponse<String>>> first =
                    Stream.generate(this::refresh).limit(MOST_AT_ONCE).toList();
            await().atMost(SOON).until(() -> sessions.asked.get() == MOST_AT_ONCE);

            CompletableFuture<HttpResponse<String>> late = refresh();
            assertThat(late).succeedsWithin(SOON);
            assertThat(late.join().statusCode()).isEqualTo(429);
            assertThat(late.join().headers().firstValue("Retry-After")).hasValue("1");

            sessions.goOn.countDown();
            assertThat(first)
                    .allSatisfy(answer -> {
                        assertThat(answer).succeedsWithin(SOON);
                        assertThat(answer.join().statusCode()).isEqualTo(401);
                    });
            assertThat(sessions.asked).hasValue(MOST_AT_ONCE);
        } finally {
            sessions.goOn.countDown();
        }
    }

    private CompletableFuture<HttpResponse<String>> refresh() {
        String token = RefreshToken.first(new SecureRandom()).text();
        HttpRequest request =
                server.request("/refresh")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"refresh_token\":\"" + token + "\"}"))
                        .build();
        return server.client().sendAsync(request, BodyHandlers.ofString());
    }
}
