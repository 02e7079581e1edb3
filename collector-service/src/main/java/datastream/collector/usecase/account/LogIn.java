package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.security.AccountGeneration;
import datastream.security.IssuedToken;
import datastream.security.Principal;
import datastream.security.Tokens;
import org.jspecify.annotations.Nullable;

/** Exchanges a name and password for a token. Thread-safe. */
public final class LogIn {

    private final PasswordCheck passwords;
    private final Tokens tokens;

    public LogIn(PasswordCheck passwords, Tokens tokens) {
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /**
     * A token for the account; null when the name is unknown, the account disabled or the password
     * wrong.
     */
    public @Nullable IssuedToken logIn(String username, String password) {
        Account account = passwords.check(username, password);
        return account == null ? null : tokens.issue(principal(account), Tokens.SESSION);
    }

    private static Principal principal(Account account) {
        return new Principal(
                account.username(),
                account.role(),
                new AccountGeneration(account.id(), account.generation()));
    }
}
