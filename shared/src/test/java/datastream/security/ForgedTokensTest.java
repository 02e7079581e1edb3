package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens made with the right secret or the right claims, but not by us. */
class ForgedTokensTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Algorithm OURS = Algorithm.HMAC256(SECRET);
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final Tokens tokens =
            new Tokens(new TokenSecret(SECRET), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void wouldBeTakenWithEverythingInPlace() throws InvalidToken {
        assertThat(tokens.verifyBearer("Bearer " + complete().sign(OURS)))
                .isEqualTo(new Principal("ada", Role.ADMIN));
    }

    @Test
    void areRefusedUnderAnyOtherAlgorithm() {
        assertRefused(complete().sign(Algorithm.none()));
        assertRefused(complete().sign(Algorithm.HMAC384(SECRET)));
        assertRefused(complete().sign(Algorithm.HMAC512(SECRET)));
    }

    @Test
    void areRefusedWithoutSignature() {
        String token = complete().sign(OURS);

        assertRefused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    void areRefusedFromAnotherIssuer() {
        assertRefused(complete().withIssuer("someone").sign(OURS));
        assertRefused(with("iss", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "sub", "role", "iss"})
    void areRefusedWithoutAClaim(String claim) {
        Map<String, Object> payload = claims();
        payload.remove(claim);

        assertRefused(JWT.create().withPayload(payload).sign(OURS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "sub", "role", "iss"})
    void areRefusedWithAClaimOfTheWrongKind(String claim) {
        assertRefused(with(claim, null));
        assertRefused(with(claim, Map.of("a", 1)));
        assertRefused(with(claim, List.of()));
        assertRefused(with(claim, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "ADMIN", "Admin", " admin", "adm\u0131n"})
    void areRefusedWithAnUnknownRole(String role) {
        assertRefused(with("role", role));
    }

    @Test
    void areRefusedWithHalfAnAccount() {
        assertRefused(with("account", 7));
        assertRefused(with("generation", 7));
        assertRefused(complete().withClaim("account", 7).withClaim("generation", "7").sign(OURS));
        assertRefused(complete().withClaim("account", "7").withClaim("generation", 7).sign(OURS));
    }

    @Test
    void areRefusedBeforeTheyAreValid() {
        assertRefused(complete().withNotBefore(NOW.plusSeconds(1)).sign(OURS));
    }

    private static String with(String claim, @Nullable Object value) {
        Map<String, Object> payload = claims();
        payload.put(claim, value);
        return JWT.create().withPayload(payload).sign(OURS);
    }

    private static JWTCreator.Builder complete() {
        return JWT.create().withPayload(claims());
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", "datastream");
        claims.put("sub", "ada");
        claims.put("role", "admin");
        claims.put("exp", NOW.plusSeconds(60).getEpochSecond());
        return claims;
    }

    private void assertRefused(String token) {
        assertThatExceptionOfType(InvalidToken.class)
                .as("%s", token)
                .isThrownBy(() -> tokens.verifyBearer("Bearer " + token));
    }
}
