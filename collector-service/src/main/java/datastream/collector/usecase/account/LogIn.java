package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.security.Tokens;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Exchanges a name and password for the tokens of a new session. Thread-safe. */
public final class LogIn {

    private final PasswordCheck passwords;
    private final Sessions sessions;
    private final Tokens tokens;
    private final SecureRandom random = new SecureRandom();

    public LogIn(PasswordCheck passwords, Sessions sessions, Tokens tokens) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /**
     * Tokens for the account; null when the name is unknown, the account disabled or the password
     * wrong.
     */
    public @Nullable SessionTokens logIn(String username, String password) {
        Account account = passwords.check(username, password);
        if (account == null) {
            return null;
        }
        RefreshToken refresh = RefreshToken.first(random);
        Session session = sessions.begin(account, refresh);
        return session == null ? null : SessionTokens.of(tokens, account, session, refresh);
    }
}
