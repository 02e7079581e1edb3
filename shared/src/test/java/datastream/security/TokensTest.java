package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final TokenSecret SECRET = new TokenSecret("0123456789abcdef0123456789abcdef");
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.750Z");
    private static final Principal ADA = new Principal("ada", Role.USER);

    private final Tokens tokens = at(NOW);

    @ParameterizedTest
    @EnumSource(Role.class)
    void knowsItsOwnTokensAgain(Role role) throws InvalidToken {
        Principal principal = new Principal("device-1", role);
        IssuedToken token = tokens.issue(principal, Tokens.ACCESS);

        assertThat(tokens.verifyBearer("Bearer " + token.text())).isEqualTo(principal);
    }

    @Test
    void tellsTheAccountAndTheSessionThatATokenWasMadeFor() throws InvalidToken {
        AccountGeneration account = new AccountGeneration(7, 1L << 40);
        Principal ann = new Principal("ann", Role.USER, account, 1L << 41);

        assertThat(tokens.verifyBearer("Bearer " + tokens.issue(ann, Tokens.ACCESS).text()))
                .isEqualTo(ann);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void takesTheSchemeInAnyCase(String scheme) throws InvalidToken {
        IssuedToken token = tokens.issue(ADA, Tokens.ACCESS);

        assertThat(tokens.verifyBearer(scheme + token.text() + " ")).isEqualTo(ADA);
    }

    @Test
    void acceptsATokenUntilExactlyItsExpiry() throws InvalidToken {
        IssuedToken token = tokens.issue(ADA, Duration.ofMinutes(5));
        String header = "Bearer " + token.text();

        assertThat(at(token.expiresAt().minusNanos(1)).verifyBearer(header)).isEqualTo(ADA);
        assertInvalid(at(token.expiresAt()), header, "expired");
        assertInvalid(at(token.expiresAt().plusSeconds(1)), header, "expired");
    }

    @Test
    void tellsTheExpiryThatStandsInTheToken() {
        assertThat(tokens.issue(ADA, Duration.ofMinutes(5)).expiresAt())
                .isEqualTo(Instant.parse("2026-11-21T08:05:00Z"));
    }

    @Test
    void refusesTheTokenOfAnotherInstallation() {
        var other =
                new Tokens(
                        new TokenSecret("another-secret-of-at-least-32-bytes"),
                        Clock.fixed(NOW, ZoneOffset.UTC));

        assertInvalid(tokens, "Bearer " + other.issue(ADA, Tokens.ACCESS).text(), "not valid here");
    }

    @Test
    void refusesATokenWithOneCharacterChangedAnywhere() {
        String token = tokens.issue(ADA, Tokens.ACCESS).text();
        // The last character of a part may carry unused bits only; all others matter.
        for (int i = 0; i < token.length() - 1; i++) {
            char changed = token.charAt(i) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, i) + changed + token.substring(i + 1);
            assertInvalid(tokens, "Bearer " + forged, "");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer a.b.c",
                "Bearer ..",
                "Bearer .",
                "Bearer a.b.c.d",
                "Bearer e30.e30.e30",
                "Bearer e30.e30.",
                "Bearer bnVsbA.bnVsbA.x",
                "Bearer bnVsbA.e30.x",
                "Bearer W10.W10.x",
                "Bearer Ig.Ig.x",
                "Basic YTpi",
                "Bearerx",
                "Bearer \0",
                "Bearer é.é.é",
                "eyJhbGciOiJIUzI1NiJ9.e30.x",
                "Bearer\tx"
            })
    void refusesGarbage(@Nullable String header) {
        assertInvalid(tokens, header, "");
    }

    @Test
    void makesNoTokenTwice() {
        assertThat(tokens.issue(ADA, Tokens.ACCESS).text())
                .isNotEqualTo(tokens.issue(ADA, Tokens.ACCESS).text());
    }

    @Test
    void refusesAHeaderThatIsJsonNull() {
        String token = tokens.issue(ADA, Tokens.ACCESS).text();

        assertInvalid(tokens, "Bearer bnVsbA" + token.substring(token.indexOf('.')), "");
    }

    @Test
    void showsNeitherTokenNorSecret() {
        IssuedToken token = tokens.issue(ADA, Tokens.ACCESS);

        assertThat(token.toString()).contains("hidden").doesNotContain(token.text());
        assertThat(SECRET.toString()).contains("hidden").doesNotContain(SECRET.text());
    }

    private static Tokens at(Instant now) {
        return new Tokens(SECRET, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void assertInvalid(Tokens tokens, @Nullable String header, String message) {
        assertThatExceptionOfType(InvalidToken.class)
                .as("%s", header)
                .isThrownBy(() -> tokens.verifyBearer(header))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }
}
