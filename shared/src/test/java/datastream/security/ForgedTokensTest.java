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
    private static final TokenSecret OUR_SECRET = new TokenSecret(SECRET);
    private static final Algorithm OURS = Algorithm.HMAC256(SECRET);
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final Tokens tokens = new Tokens(OUR_SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void wouldBeTakenWithEverythingInPlace() {
        assertTaken(complete().sign(OURS));
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
    void areRefusedFromAnotherIssuerOrForSomebodyElse() {
        assertRefused(complete().withIssuer("someone").sign(OURS));
        assertRefused(complete().withAudience("someone").sign(OURS));
        assertRefused(complete().withAudience("datastream-api", "someone").sign(OURS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "nbf", "iat", "jti", "sub", "role", "iss", "aud"})
    void areRefusedWithoutAClaim(String claim) {
        Map<String, Object> payload = claims();
        payload.remove(claim);

        assertRefused(ours(JWT.create().withPayload(payload)).sign(OURS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "nbf", "iat", "jti", "sub", "role", "iss", "aud"})
    void areRefusedWithAClaimOfTheWrongKind(String claim) {
        assertRefused(with(claim, null));
        assertRefused(with(claim, Map.of("a", 1)));
        assertRefused(with(claim, List.of()));
        assertRefused(with(claim, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "nbf", "iat", "sub", "role", "iss", "aud"})
    void areRefusedWithABlankClaim(String claim) {
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
    void areRefusedWithASessionThatIsNobodysOrNoNumber() {
        assertRefused(with("sid", 7));
        assertRefused(
                complete()
                        .withClaim("account", 7)
                        .withClaim("generation", 7)
                        .withClaim("sid", "7")
                        .sign(OURS));
    }

    @Test
    void areTakenUntilTheyExpire() {
        assertTaken(complete().withExpiresAt(NOW.plusSeconds(1)).sign(OURS));
        assertRefused(complete().withExpiresAt(NOW).sign(OURS));
        assertRefused(complete().withExpiresAt(NOW.minusSeconds(1)).sign(OURS));
    }

    /** Ten seconds early, since the clocks of machines differ. */
    @Test
    void areRefusedBeforeTheyAreValid() {
        assertTaken(complete().withNotBefore(NOW.plusSeconds(10)).sign(OURS));
        assertRefused(complete().withNotBefore(NOW.plusSeconds(11)).sign(OURS));
    }

    @Test
    void areRefusedWhenTheyWereMadeInTheFuture() {
        assertTaken(complete().withIssuedAt(NOW.plusSeconds(10)).sign(OURS));
        assertRefused(complete().withIssuedAt(NOW.plusSeconds(11)).sign(OURS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+JWT", "application/at+jwt", "refresh+jwt", ""})
    void areRefusedAsAnotherKindOfToken(String type) {
        assertRefused(complete().withHeader(Map.of("typ", type)).sign(OURS));
    }

    @Test
    void areRefusedUnderTheNameOfAnotherKey() {
        assertRefused(complete().withKeyId("0123456789abcdef").sign(OURS));
        assertRefused(JWT.create().withPayload(claims()).withHeader(type()).sign(OURS));
    }

    private static String with(String claim, @Nullable Object value) {
        Map<String, Object> payload = claims();
        payload.put(claim, value);
        return ours(JWT.create().withPayload(payload)).sign(OURS);
    }

    private static JWTCreator.Builder complete() {
        return ours(JWT.create().withPayload(claims()));
    }

    private static JWTCreator.Builder ours(JWTCreator.Builder token) {
        return token.withHeader(type()).withKeyId(OUR_SECRET.id());
    }

    private static Map<String, Object> type() {
        return Map.of("typ", "at+jwt");
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", "datastream");
        claims.put("aud", "datastream-api");
        claims.put("sub", "ada");
        claims.put("jti", "1");
        claims.put("role", "admin");
        claims.put("iat", NOW.getEpochSecond());
        claims.put("nbf", NOW.getEpochSecond());
        claims.put("exp", NOW.plusSeconds(60).getEpochSecond());
        return claims;
    }

    private void assertTaken(String token) {
        try {
            assertThat(tokens.verifyBearer("Bearer " + token))
                    .isEqualTo(new Principal("ada", Role.ADMIN));
        } catch (InvalidToken e) {
            throw new AssertionError(token, e);
        }
    }

    private void assertRefused(String token) {
        assertThatExceptionOfType(InvalidToken.class)
                .as("%s", token)
                .isThrownBy(() -> tokens.verifyBearer("Bearer " + token));
    }
}
