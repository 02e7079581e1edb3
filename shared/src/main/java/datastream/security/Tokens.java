package datastream.security;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks signed tokens (JWT, RFC 7519): HS256 and nothing else, issuer {@code
 * datastream}, always with an expiry. What has become of an account since its token was made it
 * does not know. Thread-safe.
 */
public final class Tokens implements TokenVerifier {

    /** How long the token of a person is good. */
    public static final Duration SESSION = Duration.ofHours(1);

    private static final String ISSUER = "datastream";
    private static final String ROLE = "role";
    private static final String ACCOUNT = "account";
    private static final String GENERATION = "generation";
    private static final String BEARER = "Bearer ";

    private final Algorithm algorithm;
    private final JWTVerifier verifier;
    private final Clock clock;

    public Tokens(TokenSecret secret, Clock clock) {
        this.clock = clock;
        algorithm = Algorithm.HMAC256(secret.text());
        var verification =
                (JWTVerifier.BaseVerification)
                        JWT.require(algorithm)
                                .withIssuer(ISSUER)
                                .withClaimPresence("sub")
                                .withClaimPresence("exp")
                                .withClaimPresence(ROLE);
        verifier = verification.build(clock);
    }

    /**
     * A new token for {@code principal}, good for {@code lifetime} from now, cut to the second: a
     * token tells time in seconds.
     */
    public IssuedToken issue(Principal principal, Duration lifetime) {
        Instant now = clock.instant();
        Instant expiry = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        JWTCreator.Builder token =
                JWT.create()
                        .withIssuer(ISSUER)
                        .withSubject(principal.name())
                        .withClaim(ROLE, principal.role().wireName())
                        .withIssuedAt(now)
                        .withExpiresAt(expiry);
        AccountGeneration account = principal.account();
        if (account != null) {
            token.withClaim(ACCOUNT, account.account());
            token.withClaim(GENERATION, account.generation());
        }
        return new IssuedToken(token.sign(algorithm), expiry);
    }

    @Override
    public boolean stillHolds(Principal principal) {
        return true;
    }

    @Override
    public Principal verifyBearer(@Nullable String authorization) throws InvalidToken {
        if (authorization == null) {
            throw new InvalidToken("A bearer token is needed; POST /login gives one");
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new InvalidToken("The authorization must have the form: Bearer <token>");
        }
        return verify(authorization.substring(BEARER.length()).strip());
    }

    private Principal verify(String token) throws InvalidToken {
        try {
            return toPrincipal(verifier.verify(token));
        } catch (TokenExpiredException e) {
            throw new InvalidToken("The token has expired; POST /login gives a new one");
        } catch (RuntimeException e) {
            // Any: the library meets some forgeries, such as a header of null, with a
            // NullPointerException.
            throw new InvalidToken("The token is not valid here");
        }
    }

    /** The library takes a claim of JSON null for a claim that is there. */
    private static Principal toPrincipal(DecodedJWT jwt) {
        String name = jwt.getSubject();
        String role = jwt.getClaim(ROLE).asString();
        if (name == null || name.isBlank() || role == null || jwt.getExpiresAtAsInstant() == null) {
            throw new JWTVerificationException("A claim is null or blank");
        }
        return new Principal(name, Role.fromWireName(role), account(jwt));
    }

    /** Null when the token is a service's, which has neither claim. */
    private static @Nullable AccountGeneration account(DecodedJWT jwt) {
        Claim account = jwt.getClaim(ACCOUNT);
        Claim generation = jwt.getClaim(GENERATION);
        if (account.isMissing() && generation.isMissing()) {
            return null;
        }
        Integer id = account.asInt();
        Long number = generation.asLong();
        if (id == null || number == null) {
            throw new JWTVerificationException("A claim of the account is missing or no number");
        }
        return new AccountGeneration(id, number);
    }
}
