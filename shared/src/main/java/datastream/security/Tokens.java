package datastream.security;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks access tokens (JWT, RFC 7519), of one issuer, for one audience, always with an
 * expiry. Which of the secrets has signed a token the token says; one that is configured nowhere
 * here has signed nothing. What has become of an account or a session since a token was made is not
 * known here. Thread-safe.
 */
public final class Tokens implements TokenVerifier {

    /** How long the token of a person is good. */
    public static final Duration ACCESS = Duration.ofMinutes(15);

    private static final String ROLE = "role";
    private static final String ACCOUNT = "account";
    private static final String GENERATION = "generation";
    private static final String SESSION = "sid";
    private static final String BEARER = "Bearer ";

    /** Ours have some 400 characters. */
    private static final int LONGEST = 4_096;

    private final TokenKey signer;
    private final Map<String, TokenKey> keys;
    private final Clock clock;

    /** With one secret. */
    public Tokens(TokenSecret secret, Clock clock) {
        this(new TokenSecrets(secret), clock);
    }

    public Tokens(TokenSecrets secrets, Clock clock) {
        this.clock = clock;
        signer = new TokenKey(secrets.current(), clock);
        keys =
                secrets.all().stream()
                        .map(secret -> new TokenKey(secret, clock))
                        .collect(Collectors.toUnmodifiableMap(TokenKey::id, Function.identity()));
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
                        .withJWTId(UUID.randomUUID().toString())
                        .withSubject(principal.name())
                        .withClaim(ROLE, role(principal).wireName())
                        .withIssuedAt(now)
                        .withNotBefore(now)
                        .withExpiresAt(expiry);
        AccountGeneration account = principal.account();
        if (account != null) {
            token.withClaim(ACCOUNT, account.account());
            token.withClaim(GENERATION, account.generation());
        }
        if (principal.session() != null) {
            token.withClaim(SESSION, principal.session());
        }
        return new IssuedToken(signer.sign(token), expiry);
    }

    private static Role role(Principal principal) {
        if (principal.authority() instanceof Role role) {
            return role;
        }
        throw new IllegalArgumentException("There are no tokens for " + principal.name());
    }

    @Override
    public boolean stillHolds(Principal principal) {
        return true;
    }

    @Override
    public Principal verifyBearer(@Nullable String authorization) throws InvalidToken {
        return verify(bearer(authorization));
    }

    /**
     * The token in an {@code Authorization}, whatever it is worth.
     *
     * @throws InvalidToken when there is none
     */
    public static String bearer(@Nullable String authorization) throws InvalidToken {
        if (authorization == null) {
            throw new InvalidToken("A bearer token is needed; POST /login gives one");
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new InvalidToken("The authorization must have the form: Bearer <token>");
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private Principal verify(String token) throws InvalidToken {
        try {
            return toPrincipal(keyOf(token).verify(token));
        } catch (TokenExpiredException e) {
            throw new InvalidToken(
                    "The token has expired; POST /refresh or POST /login gives a new one");
        } catch (RuntimeException e) {
            // Any: the library meets some forgeries, such as a header of null, with a
            // NullPointerException.
            throw new InvalidToken("The token is not valid here");
        }
    }

    private TokenKey keyOf(String token) {
        int header = token.indexOf('.');
        if (header < 0 || token.length() > LONGEST) {
            throw new JWTVerificationException("Not a token");
        }
        String id = TokenKey.idIn(token.substring(0, header));
        TokenKey key = id == null ? null : keys.get(id);
        if (key == null) {
            throw new JWTVerificationException("Signed by another");
        }
        return key;
    }

    private static Principal toPrincipal(DecodedJWT jwt) {
        String name = jwt.getSubject();
        String role = jwt.getClaim(ROLE).asString();
        if (name == null || name.isBlank() || role == null) {
            throw new JWTVerificationException("A claim is missing or blank");
        }
        return new Principal(name, Role.fromWireName(role), account(jwt), session(jwt));
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

    /** Null when the token is no session's. */
    private static @Nullable Long session(DecodedJWT jwt) {
        Claim session = jwt.getClaim(SESSION);
        if (session.isMissing()) {
            return null;
        }
        Long id = session.asLong();
        if (id == null || jwt.getClaim(ACCOUNT).isMissing()) {
            throw new JWTVerificationException("A session without number or account");
        }
        return id;
    }
}
