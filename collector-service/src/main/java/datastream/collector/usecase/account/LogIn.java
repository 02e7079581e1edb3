package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.audit.Audit;
import datastream.security.Tokens;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Exchanges a name and password for the tokens of a new session. Thread-safe. */
public final class LogIn {

    private final PasswordCheck passwords;
    private final Sessions sessions;
    private final Tokens tokens;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    public LogIn(PasswordCheck passwords, Sessions sessions, Tokens tokens, Audit audit) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.tokens = tokens;
        this.audit = audit;
    }

    /**
     * Tokens for the account; null when the name is unknown, the account disabled or the password
     * wrong.
     *
     * @throws TooManyAttempts when too many have failed
     */
    public @Nullable SessionTokens logIn(String username, String password, Actor from) {
        Account account = passwords.check(username, password, from, PasswordCheck.Purpose.LOG_IN);
        if (account == null) {
            return null;
        }
        RefreshToken refresh = RefreshToken.first(random);
        Session session = sessions.begin(account, refresh);
        if (session == null) {
            return null;
        }
        audit.note(new AuditEvent(AuditKind.LOG_IN, from.named(username), username, null));
        return SessionTokens.of(tokens, account, session, refresh);
    }
}
