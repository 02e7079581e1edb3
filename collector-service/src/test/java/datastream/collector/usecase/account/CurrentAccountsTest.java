package datastream.collector.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.account.AccountChanges.CutOff;
import datastream.security.AccountGeneration;
import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CurrentAccountsTest {

    private static final int ANN = 7;

    private final Tokens tokens =
            new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), Clock.systemUTC());
    private final SettableChanges changes = new SettableChanges();
    private final CurrentAccounts accounts = new CurrentAccounts(tokens, changes);

    private static final class SettableChanges implements AccountChanges {
        private volatile Map<Integer, Long> found = Map.of();
        private volatile Set<Long> ended = Set.of();
        private volatile boolean away;

        @Override
        public CutOff within(Duration time) {
            if (away) {
                throw new StoreUnavailable("away");
            }
            return new CutOff(found, ended);
        }
    }

    @Test
    void aTokenIsGoodUntilItsAccountIsChanged() {
        assertGood(0);
        changes.found = Map.of(ANN, 1L);
        assertGood(0);
        accounts.refresh();
        assertRefused(0);
        assertGood(1);
        changes.found = Map.of(ANN, 2L, 8, 9L);
        accounts.refresh();
        assertRefused(1);
    }

    @Test
    void oneThatWasMadeAfterTheChangeThatIsKnownHereIsGood() {
        changes.found = Map.of(ANN, 1L);
        accounts.refresh();
        assertGood(2);
    }

    @Test
    void noTokenOfADeletedAccountIsGood() {
        changes.found = Map.of(ANN, AccountChanges.DELETED);
        accounts.refresh();
        assertRefused(0);
        assertRefused(Long.MAX_VALUE - 1);
    }

    @Test
    void noTokenOfAnEndedSessionIsGoodAndThoseOfAnotherAre() throws InvalidToken {
        changes.ended = Set.of(41L, 43L);
        accounts.refresh();
        for (long session : new long[] {41, 43}) {
            assertThatExceptionOfType(InvalidToken.class)
                    .isThrownBy(() -> accounts.verifyBearer(bearer(ann(0, session))));
            assertThat(accounts.stillHolds(ann(0, session))).isFalse();
        }
        assertThat(accounts.verifyBearer(bearer(ann(0, 42L)))).isEqualTo(ann(0, 42L));
        assertThat(accounts.stillHolds(ann(0, 42L))).isTrue();
    }

    /** What was asked first and answered last would bring somebody back. */
    @Test
    void whatIsAskedLastStandsLast() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger questions = new AtomicInteger();
        CurrentAccounts current =
                new CurrentAccounts(
                        tokens,
                        _ -> {
                            if (questions.incrementAndGet() > 1) {
                                return new CutOff(Map.of(), Set.of(41L));
                            }
                            asked.countDown();
                            awaitUnchecked(answer);
                            return new CutOff(Map.of(), Set.of());
                        });
        Thread first = Thread.startVirtualThread(current::refresh);
        asked.await();
        Thread second = Thread.startVirtualThread(current::refresh);
        await().until(() -> second.getState() == Thread.State.WAITING || !second.isAlive());
        answer.countDown();
        first.join();
        second.join();
        assertThat(current.stillHolds(ann(0, 41L))).isFalse();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void servicesHaveNoAccountAndNeedNone() throws InvalidToken {
        Principal service = new Principal("sensor generator", Role.DEVICE);
        assertThat(accounts.verifyBearer(bearer(service))).isEqualTo(service);
        assertThat(accounts.stillHolds(service)).isTrue();
    }

    @Test
    void aForgedTokenIsRefusedAsEver() {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> accounts.verifyBearer("Bearer garbage"));
    }

    @Test
    void asksAgainAndAgainAndKeepsWhatItKnowsWhileTheDatabaseIsAway() {
        changes.found = Map.of(ANN, 1L);
        accounts.refresh();
        accounts.start();
        try {
            assertRefused(0);
            changes.found = Map.of(ANN, 2L);
            await().untilAsserted(() -> assertRefused(1));
            changes.away = true;
            await().during(CurrentAccounts.PAUSE.plusSeconds(1))
                    .untilAsserted(() -> assertRefused(1));
            changes.found = Map.of(ANN, 3L);
            changes.away = false;
            await().untilAsserted(() -> assertRefused(2));
        } finally {
            accounts.close();
        }
    }

    @Test
    void looksBackLongerThanATokenIsGoodOrAConnectionLivesAndOftenEnough() {
        assertThat(CurrentAccounts.LATELY).isGreaterThan(Tokens.ACCESS);
        Duration connection = new GrpcConfig("127.0.0.1", 0).connectionAge();
        // gRPC varies it by a tenth, and gives a few seconds more.
        assertThat(CurrentAccounts.LATELY).isGreaterThan(connection.multipliedBy(6).dividedBy(5));
        assertThat(CurrentAccounts.PAUSE).isLessThan(Duration.ofSeconds(5));
    }

    private String bearer(Principal principal) {
        return "Bearer " + tokens.issue(principal, Duration.ofMinutes(5)).text();
    }

    private String ofAnn(long generation) {
        return bearer(ann(generation, null));
    }

    private static Principal ann(long generation, Long session) {
        return new Principal("ann", Role.USER, new AccountGeneration(ANN, generation), session);
    }

    private void assertGood(long generation) {
        assertThatCode(() -> accounts.verifyBearer(ofAnn(generation))).doesNotThrowAnyException();
    }

    private void assertRefused(long generation) {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> accounts.verifyBearer(ofAnn(generation)))
                .withMessageContaining("changed");
    }
}
