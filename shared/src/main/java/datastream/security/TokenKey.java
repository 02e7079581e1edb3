package datastream.security;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One secret, as it signs and checks tokens: HS256 and nothing else, under a header that says
 * exactly this, the kind of the token (RFC 9068) and the name of the key. Thread-safe.
 */
final class TokenKey {

    static final String ISSUER = "datastream";
    static final String AUDIENCE = "datastream-api";

    /** The clocks of machines may differ: a token of one that is ahead is no forgery. */
    static final Duration AHEAD = Duration.ofSeconds(10);

    private static final String ALGORITHM = "HS256";
    private static final String TYPE = "at+jwt";
    private static final int HEADER_MEMBERS = 3;
    private static final List<String> TEXTS = List.of("sub", "jti");
    private static final List<String> TIMES = List.of("iat", "nbf", "exp");

    private final String id;
    private final Algorithm algorithm;
    private final JWTVerifier verifier;

    TokenKey(TokenSecret secret, Clock clock) {
        id = secret.id();
        algorithm = Algorithm.HMAC256(secret.text());
        var verification =
                (JWTVerifier.BaseVerification)
                        JWT.require(algorithm)
                                .withIssuer(ISSUER)
                                .acceptIssuedAt(AHEAD.toSeconds())
                                .acceptNotBefore(AHEAD.toSeconds());
        verifier = verification.build(clock);
    }

    String id() {
        return id;
    }

    String sign(JWTCreator.Builder token) {
        return token.withIssuer(ISSUER)
                .withAudience(AUDIENCE)
                .withHeader(Map.of("typ", TYPE))
                .withKeyId(id)
                .sign(algorithm);
    }

    /**
     * The name of the key in the header of a token, which is not looked up anywhere but among those
     * that are configured.
     *
     * @param header in base64url
     * @throws RuntimeException when the header is not exactly one of ours: what names a key or a
     *     place for one ({@code jwk}, {@code jku}, {@code x5u}), or wants to be understood ({@code
     *     crit}), is no part of it
     */
    static @Nullable String idIn(String header) {
        JsonNode members = TokenJson.read(header);
        if (members.size() != HEADER_MEMBERS
                || !ALGORITHM.equals(members.path("alg").textValue())
                || !TYPE.equals(members.path("typ").textValue())) {
            throw new JWTVerificationException("Not a header of ours");
        }
        return members.path("kid").textValue();
    }

    /**
     * @throws RuntimeException when the token is not signed with this key, not valid now, or lacks
     *     a claim
     */
    DecodedJWT verify(String token) {
        DecodedJWT verified = verifier.verify(token);
        requireComplete(TokenJson.read(verified.getPayload()));
        return verified;
    }

    /** The library takes null, lists and numbers for texts, and several audiences for ours. */
    private static void requireComplete(JsonNode claims) {
        if (!ISSUER.equals(claims.path("iss").textValue())
                || !AUDIENCE.equals(claims.path("aud").textValue())
                || !TEXTS.stream().allMatch(claim -> claims.path(claim).isTextual())
                || !TIMES.stream().allMatch(claim -> claims.path(claim).isIntegralNumber())) {
            throw new JWTVerificationException("A claim is missing or of another kind");
        }
    }
}
