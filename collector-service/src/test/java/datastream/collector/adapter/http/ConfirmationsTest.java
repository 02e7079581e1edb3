package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.adapter.TestTokens;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.collector.domain.ReadingCount;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.usecase.change.ChangeReadings;
import datastream.reading.InvalidField;
import datastream.security.TokenSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.123Z");
    private static final ReadingFilter HALL =
            ReadingFilter.ofSensors(Set.of(), Set.of("HALL"), Set.of());
    private static final ChangeTask.OfFilter DELETE = new ChangeTask.Delete(HALL);

    private static final ReadingCount FIVE = ReadingCount.exactly(5);

    private final Confirmations confirmations = at(Duration.ZERO);
    private final String token =
            confirmations.write(DELETE, "ada", NOW, ReadingCount.exactly(4_711));

    @Test
    void tellsTheCountAndTheTimeThatWereConfirmedAtEveryCollector() {
        Confirmations other = at(Duration.ofSeconds(599));
        Confirmations.Received received = other.receive(token);
        assertThat(received.asked()).isEqualTo(NOW);
        ChangeReadings.Confirmed confirmed = other.check(received, DELETE, "ada");
        assertThat(confirmed.count()).isEqualTo(ReadingCount.exactly(4_711));
        assertThat(confirmed.mark()).hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_711, Long.MAX_VALUE})
    void tellsWhetherAllWereCounted(long count) {
        for (ReadingCount told :
                List.of(ReadingCount.exactly(count), ReadingCount.atLeast(count))) {
            String text = confirmations.write(DELETE, "ada", NOW, told);
            assertThat(confirmations.check(confirmations.receive(text), DELETE, "ada").count())
                    .isEqualTo(told);
        }
    }

    @Test
    void isGoodForNoOtherChangeAndNobodyElse() {
        refuses(DELETE, "eve");
        refuses(new ChangeTask.Delete(ReadingFilter.ALL), "ada");
        refuses(edit(Operator.ADD, 1), "ada");
        String plusOne = confirmations.write(edit(Operator.ADD, 1), "ada", NOW, FIVE);
        for (ChangeTask.OfFilter other :
                new ChangeTask.OfFilter[] {
                    edit(Operator.ADD, 2), edit(Operator.MULTIPLY, 1), DELETE
                }) {
            assertRefused(() -> confirmations.check(confirmations.receive(plusOne), other, "ada"));
        }
        String zero = confirmations.write(edit(Operator.SET, 0.0), "ada", NOW, FIVE);
        assertRefused(() ->
                confirmations.check(confirmations.receive(zero), edit(Operator.SET, -0.0), "ada"));
    }

    @Test
    void isRefusedAfterTenMinutes() {
        assertRefused(() -> at(Duration.ofMinutes(10)).receive(token));
        assertRefused(() -> at(Duration.ofMinutes(-10)).receive(token));
    }

    @Test
    void isRefusedWhenAnyCharacterIsAnother() {
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertRefused(() -> confirmations.check(confirmations.receive(changed), DELETE, "ada"));
        }
        for (String none : new String[] {"", "x", token + "A", " ".repeat(48)}) {
            assertRefused(() -> confirmations.receive(none));
        }
    }

    @Test
    void isRefusedUnderAnotherSecret() {
        Confirmations other =
                new Confirmations(
                        new TokenSecret("another secret of at least 32 bytes"),
                        clock(Duration.ZERO));
        assertRefused(() -> other.check(other.receive(token), DELETE, "ada"));
    }

    /** It would be in the log of whoever logs problems. */
    @Test
    void aRefusalDoesNotRepeatTheToken() {
        assertThatThrownBy(() -> at(Duration.ofHours(1)).receive(token))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(token));
    }

    private void refuses(ChangeTask.OfFilter task, String user) {
        assertRefused(() -> confirmations.check(confirmations.receive(token), task, user));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidField.class, e -> assertThat(e.field()).isEqualTo("confirm"));
    }

    private static ChangeTask.OfFilter edit(Operator operator, double operand) {
        return new ChangeTask.Edit(HALL, new Correction(operator, operand));
    }

    private static Confirmations at(Duration later) {
        return new Confirmations(TestTokens.SECRET, clock(later));
    }

    private static Clock clock(Duration later) {
        return Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
    }
}
