package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.Usernames;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.audit.Audit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose password somebody knows. Takes as long for an unknown name, a disabled account and a
 * wrong password as for the right one, and answers the first three alike. Who has failed too often
 * is turned away before his password is looked at. Refusals are noted. Thread-safe.
 */
public final class PasswordCheck {

    private final Accounts accounts;
    private final PasswordHasher passwords;
    private final LogInThrottle throttle;
    private final Audit audit;

    /** Checked for unknown names. */
    private @Nullable String decoy;

    /** What a password is asked for, and what it is called when it is not the right one. */
    enum Purpose {
        LOG_IN(AuditKind.LOG_IN_REFUSED, AuditKind.LOG_IN_THROTTLED),
        CHANGE(AuditKind.PASSWORD_CHANGE_REFUSED, AuditKind.PASSWORD_CHANGE_REFUSED);

        private final AuditKind refused;
        private final AuditKind throttled;

        Purpose(AuditKind refused, AuditKind throttled) {
            this.refused = refused;
            this.throttled = throttled;
        }
    }

    public PasswordCheck(
            Accounts accounts, PasswordHasher passwords, LogInThrottle throttle, Audit audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
        this.audit = audit;
    }

    /**
     * The account, if it may log in and this is its password; else null.
     *
     * @throws TooManyAttempts when too many have failed
     */
    @Nullable Account check(String username, String password, Actor from, Purpose purpose) {
        Account account = Usernames.isPossible(username) ? accounts.find(username) : null;
        LogInThrottle.Ticket ticket = admit(username, account, from, purpose);
        String hash = account == null ? decoy() : account.passwordHash();
        boolean matches = passwords.matches(password, hash);
        if (account == null || !matches || account.disabled()) {
            note(purpose.refused, account, from, why(account, matches));
            return null;
        }
        throttle.succeeded(ticket);
        return account;
    }

    private LogInThrottle.Ticket admit(
            String username, @Nullable Account account, Actor from, Purpose purpose) {
        try {
            return throttle.admit(
                    username, Objects.requireNonNullElse(from.source(), Source.UNKNOWN));
        } catch (TooManyAttempts e) {
            note(purpose.throttled, account, from, "too many failures");
            throw e;
        }
    }

    private static String why(@Nullable Account account, boolean matches) {
        if (account == null) {
            return "unknown name";
        }
        return matches ? "disabled" : "wrong password";
    }

    /** A name that no account has is not written down: it may be a password. */
    private void note(AuditKind kind, @Nullable Account account, Actor from, String why) {
        String name = account == null ? null : account.username();
        audit.note(new AuditEvent(kind, from, name, why));
    }

    /** Made at the first use, since it takes as long as a login. */
    private synchronized String decoy() {
        if (decoy == null) {
            decoy = passwords.hash("nobody has this password");
        }
        return decoy;
    }
}
