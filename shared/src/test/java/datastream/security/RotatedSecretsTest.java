package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One secret takes the other's place, one service after the other. */
class RotatedSecretsTest {

    private static final String A = "0123456789abcdef0123456789abcdef";
    private static final String B = "fedcba9876543210fedcba9876543210";
    private static final Principal DEVICE = new Principal("device-1", Role.DEVICE);

    /** The states that a service is in, one after the other. */
    private static final List<Tokens> STEPS =
            List.of(tokens(A, null), tokens(A, B), tokens(B, A), tokens(B, null));

    @Test
    void servicesThatAreAStepApartTakeEachOthersTokens() throws InvalidToken {
        for (int i = 1; i < STEPS.size(); i++) {
            assertTakes(STEPS.get(i), STEPS.get(i - 1));
            assertTakes(STEPS.get(i - 1), STEPS.get(i));
        }
    }

    /** That is why there are three steps. */
    @Test
    void thoseThatAreTwoApartDoNot() {
        assertRefuses(STEPS.get(0), STEPS.get(2));
        assertRefuses(STEPS.get(3), STEPS.get(1));
    }

    @Test
    void theSameTwiceIsNoRotation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSecrets.of(A, A))
                .withMessageStartingWith("JWT_SECRET_OLD must be another one");
    }

    @Test
    void bothMustBeStrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSecrets.of(A, "short"))
                .withMessageStartingWith("JWT_SECRET_OLD must have at least 32 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSecrets.of("short", A))
                .withMessageStartingWith("JWT_SECRET must have at least 32 bytes");
    }

    @Test
    void areNotShown() {
        assertThat(TokenSecrets.of(A, B).toString()).doesNotContain(A, B);
    }

    private static Tokens tokens(String current, @Nullable String old) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);
        return new Tokens(TokenSecrets.of(current, old), clock);
    }

    private static void assertTakes(Tokens verifier, Tokens signer) throws InvalidToken {
        assertThat(verifier.verifyBearer(bearer(signer))).isEqualTo(DEVICE);
    }

    private static void assertRefuses(Tokens verifier, Tokens signer) {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> verifier.verifyBearer(bearer(signer)));
    }

    private static String bearer(Tokens signer) {
        return "Bearer " + signer.issue(DEVICE, Tokens.ACCESS).text();
    }
}
