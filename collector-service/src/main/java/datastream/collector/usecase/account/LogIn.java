package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.security.IssuedToken;
import datastream.security.Principal;
import datastream.security.Tokens;
import org.jspecify.annotations.Nullable;

/** Exchanges a name and password for a token. Thread-safe. */
public final class LogIn {

    private final Accounts accounts;
    private final PasswordHasher passwords;
    private final Tokens tokens;

    /** Checked for unknown names, so that they take as long as known ones. */
    private @Nullable String decoy;

    public LogIn(Accounts accounts, PasswordHasher passwords, Tokens tokens) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /** A token for the account; null when the name is unknown or the password wrong. */
    public @Nullable IssuedToken logIn(String username, String password) {
        Account account = accounts.find(username);
        String hash = account == null ? decoy() : account.passwordHash();
        boolean matches = passwords.matches(password, hash);
        if (account == null || !matches) {
            return null;
        }
        return tokens.issue(new Principal(account.username(), account.role()), Tokens.SESSION);
    }

    /** Made at the first use, since it takes as long as a login. */
    private synchronized String decoy() {
        if (decoy == null) {
            decoy = passwords.hash("nobody has this password");
        }
        return decoy;
    }
}
