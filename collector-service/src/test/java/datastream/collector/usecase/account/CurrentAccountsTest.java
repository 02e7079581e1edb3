package datastream.collector.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.StoreUnavailable;
import datastream.security.AccountGeneration;
import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrentAccountsTest {

    private static final int ANN = 7;

    private final Tokens tokens = new Tokens(new TokenSecret("s".repeat(32)), Clock.systemUTC());
    private final SettableChanges changes = new SettableChanges();
    private final CurrentAccounts accounts = new CurrentAccounts(tokens, changes);

    private static final class SettableChanges implements AccountChanges {
        private volatile Map<Integer, Long> found = Map.of();
        private volatile boolean away;

        @Override
        public Map<Integer, Long> within(Duration time) {
            if (away) {
                throw new StoreUnavailable("away");
            }
            return found;
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
    void servicesHaveNoAccountAndNeedNone() throws InvalidToken {
        Principal service = new Principal("sensor-generator", Role.DEVICE);
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
    void looksBackLongerThanATokenIsGoodAndOftenEnough() {
        assertThat(CurrentAccounts.LATELY).isGreaterThan(Tokens.SESSION);
        assertThat(CurrentAccounts.PAUSE).isLessThan(Duration.ofSeconds(5));
    }

    private String bearer(Principal principal) {
        return "Bearer " + tokens.issue(principal, Duration.ofMinutes(5)).text();
    }

    private String ofAnn(long generation) {
        return bearer(new Principal("ann", Role.USER, new AccountGeneration(ANN, generation)));
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
