package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.audit.Audit;
import datastream.security.AccountGeneration;
import datastream.security.IssuedToken;
import datastream.security.Principal;
import datastream.security.Tokens;
import org.jspecify.annotations.Nullable;

/** Exchanges a name and password for a token. Thread-safe. */
public final class LogIn {

    private final PasswordCheck passwords;
    private final Tokens tokens;
    private final Audit audit;

    public LogIn(PasswordCheck passwords, Tokens tokens, Audit audit) {
        this.passwords = passwords;
        this.tokens = tokens;
        this.audit = audit;
    }

    /**
     * A token for the account; null when the name is unknown, the account disabled or the password
     * wrong.
     *
     * @throws TooManyAttempts when too many have failed
     */
    public @Nullable IssuedToken logIn(String username, String password, Actor from) {
        Account account = passwords.check(username, password, from, PasswordCheck.Purpose.LOG_IN);
        if (account == null) {
            return null;
        }
        audit.note(new AuditEvent(AuditKind.LOG_IN, from.named(username), username, null));
        return tokens.issue(principal(account), Tokens.SESSION);
    }

    private static Principal principal(Account account) {
        return new Principal(
                account.username(),
                account.role(),
                new AccountGeneration(account.id(), account.generation()));
    }
}
