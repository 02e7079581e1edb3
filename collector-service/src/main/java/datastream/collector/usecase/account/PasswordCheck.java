package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.Usernames;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose password somebody knows. Takes as long for an unknown name, a disabled account and a
 * wrong password as for the right one, and answers the first three alike. Thread-safe.
 */
public final class PasswordCheck {

    private final Accounts accounts;
    private final PasswordHasher passwords;

    /** Checked for unknown names. */
    private @Nullable String decoy;

    public PasswordCheck(Accounts accounts, PasswordHasher passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /** The account, if it may log in and this is its password; else null. */
    @Nullable Account check(String username, String password) {
        Account account = Usernames.isPossible(username) ? accounts.find(username) : null;
        String hash = account == null ? decoy() : account.passwordHash();
        boolean matches = passwords.matches(password, hash);
        return account != null && matches && !account.disabled() ? account : null;
    }

    /** Made at the first use, since it takes as long as a login. */
    private synchronized String decoy() {
        if (decoy == null) {
            decoy = passwords.hash("nobody has this password");
        }
        return decoy;
    }
}
