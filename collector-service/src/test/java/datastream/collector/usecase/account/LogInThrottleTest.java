package datastream.collector.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.audit.Source;
import datastream.collector.fake.InMemoryAttempts;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogInThrottleTest {

    private static final Source HOME = Source.of("192.0.2.7");

    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final LogInThrottle throttle = attempts.throttled(AttemptLimits.USUAL);

    @Test
    void fromOneSourceANameHasTenGuessesThenOneEachFiveMinutes() {
        assertThat(guesses("ann", HOME, 50)).isEqualTo(10);
        attempts.pass(Duration.ofMinutes(4));
        assertThat(guesses("ann", HOME, 50)).isZero();
        attempts.pass(Duration.ofMinutes(1));
        assertThat(guesses("ann", HOME, 50)).isEqualTo(1);
        assertThat(guesses("bob", HOME, 50)).isEqualTo(10);
    }

    @Test
    void aSourceHasAHundredGuessesAnHourWhateverTheNames() {
        assertThat(IntStream.range(0, 500).map(i -> guesses("user" + i, HOME, 1)).sum())
                .isEqualTo(100);
        attempts.pass(Duration.ofMinutes(30));
        assertThat(IntStream.range(0, 500).map(i -> guesses("user" + i, HOME, 1)).sum())
                .isEqualTo(50);
    }

    @Test
    void fromAllSourcesTogetherANameHasAHundredGuesses() {
        assertThat(IntStream.range(0, 200).map(i -> guesses("ann", source(i), 5)).sum())
                .isEqualTo(100);
        attempts.pass(Duration.ofMinutes(1));
        assertThat(guesses("ann", source(201), 5)).isEqualTo(1);
    }

    /** Else anybody could lock anybody out, from many addresses. */
    @Test
    void whoHasLoggedInFromAPlaceIsNotLockedOutByGuessesFromOthers() {
        throttle.succeeded(throttle.admit("ann", HOME));
        IntStream.range(0, 200).forEach(i -> guesses("ann", source(i), 5));
        assertThat(guesses("ann", HOME, 50)).isEqualTo(10);
        attempts.pass(LogInThrottle.KNOWN);
        IntStream.range(0, 200).forEach(i -> guesses("ann", source(i), 5));
        assertThat(guesses("ann", HOME, 50)).isZero();
    }

    /** Whoever has one has 2^64. */
    @Test
    void addressesOfOneIpv6NetworkAreOneSource() {
        for (int i = 0; i < 10; i++) {
            assertThat(guesses("ann", Source.of("2001:db8:1:2::" + i), 1)).isEqualTo(1);
        }
        assertThat(guesses("ann", Source.of("2001:db8:1:2:ffff::1"), 1)).isZero();
        assertThat(guesses("ann", Source.of("2001:db8:1:3::1"), 1)).isEqualTo(1);
    }

    /** Whoever has one has 65,536 networks. */
    @Test
    void networksOfOneIpv6SiteHaveTenTimesTheGuessesOfOneTogether() {
        assertThat(guessesOfNetworks("2001:db8:1", 20)).isEqualTo(1_000);
        assertThat(guessesOfNetworks("2001:db8:2", 1)).isEqualTo(100);
        attempts.pass(Duration.ofMinutes(6));
        assertThat(guessesOfNetworks("2001:db8:1", 20)).isEqualTo(100);
    }

    private int guessesOfNetworks(String site, int networks) {
        return IntStream.range(0, networks)
                .mapToObj(network -> Source.of(site + ":" + network + "::1"))
                .mapToInt(source ->
                        IntStream.range(0, 150).map(i -> guesses("user" + i, source, 1)).sum())
                .sum();
    }

    @Test
    void networksOfOneIpv6SiteMakeTenTimesTheAccountsOfOneTogether() {
        int made = 0;
        for (int i = 0; i < 20 * 15; i++) {
            try {
                throttle.admitRegistration(Source.of("2001:db8:1:" + i % 20 + "::1"));
                made++;
            } catch (TooManyAttempts e) {
                assertThat(e.pause()).isPositive();
            }
        }
        assertThat(made).isEqualTo(100);
    }

    @Test
    void whatIsRefusedLeavesNoTrace() {
        guesses("ann", HOME, 10);
        int rows = attempts.size();
        guesses("ann", HOME, 100);
        assertThat(attempts.size()).isEqualTo(rows);
        attempts.pass(Duration.ofHours(2));
        assertThat(attempts.forget(100)).isEqualTo(rows);
    }

    private static Source source(int i) {
        return Source.of("198.51." + i / 256 + "." + i % 256);
    }

    /** How many of so many come through to the password. */
    private int guesses(String name, Source source, int times) {
        int through = 0;
        for (int i = 0; i < times; i++) {
            try {
                throttle.admit(name, source);
                through++;
            } catch (TooManyAttempts e) {
                assertThat(e.pause()).isPositive();
            }
        }
        return through;
    }
}
