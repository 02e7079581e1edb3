package datastream.collector.adapter;

import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.time.Clock;
import java.time.Duration;

/** Tokens for tests, and the secret behind them. */
public final class TestTokens {

    public static final String SECRET_TEXT = "a secret for tests of 32 bytes or more";
    public static final TokenSecret SECRET = new TokenSecret(SECRET_TEXT);
    public static final Tokens TOKENS = new Tokens(SECRET, Clock.systemUTC());

    private TestTokens() {}

    public static String bearer(Role role) {
        return bearer(role, Duration.ofMinutes(5));
    }

    /**
     * @param lifetime negative for one that has expired
     */
    public static String bearer(Role role, Duration lifetime) {
        return "Bearer " + TOKENS.issue(new Principal("tester", role), lifetime).text();
    }
}
