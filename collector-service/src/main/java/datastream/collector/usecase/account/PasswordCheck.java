package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.Seldom;
import datastream.collector.domain.Usernames;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.audit.Audit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whose password somebody knows. Takes as long for an unknown name, a disabled account and a
 * wrong password as for the right one, and answers the first three alike. Who has failed too often
 * is turned away before his password is looked at. Refusals are noted. Thread-safe.
 */
public final class PasswordCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);

    private final Accounts accounts;
    private final PasswordHasher passwords;
    private final LogInThrottle throttle;
    private final Audit audit;

    /** Of second factors that cannot be read: who knows a password can ask as often as he likes. */
    private final Seldom errors = new Seldom(System::nanoTime);

    /** Checked for unknown names. */
    private @Nullable String decoy;

    /** What a password is asked for, and what it is called when it is not the right one. */
    enum Purpose {
        LOG_IN(AuditKind.LOG_IN_REFUSED, AuditKind.LOG_IN_THROTTLED),
        CHANGE(AuditKind.PASSWORD_CHANGE_REFUSED, AuditKind.PASSWORD_CHANGE_REFUSED),
        SECOND_FACTOR(AuditKind.SECOND_FACTOR_REFUSED, AuditKind.SECOND_FACTOR_REFUSED);

        private final AuditKind refused;
        private final AuditKind throttled;

        Purpose(AuditKind refused, AuditKind throttled) {
            this.refused = refused;
            this.throttled = throttled;
        }
    }

    /**
     * A password that was right, in an attempt that counts as a failure until it is said to be
     * none.
     *
     * @param account that has it, and may log in
     */
    record Match(Account account, LogInThrottle.Ticket ticket) {}

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
        Match match = match(username, password, from, purpose);
        if (match == null) {
            return null;
        }
        succeeded(match);
        return match.account();
    }

    /**
     * As {@link #check}, but for those who ask for more than the password.
     *
     * @throws TooManyAttempts when too many have failed
     */
    @Nullable Match match(String username, String password, Actor from, Purpose purpose) {
        Account account = Usernames.isPossible(username) ? accounts.find(username) : null;
        LogInThrottle.Ticket ticket = admit(username, account, from, purpose);
        String hash = account == null ? decoy() : account.passwordHash();
        boolean matches = passwords.matches(password, hash);
        if (account == null || !matches || account.disabled()) {
            note(purpose.refused, account, from, why(account, matches));
            return null;
        }
        return new Match(account, ticket);
    }

    /**
     * The same match, before a code is looked at. Recovery codes are too many to be guessed: they
     * do not count, so that whoever has one gets in while somebody else guesses.
     *
     * @throws TooManyAttempts when too many codes of the app were wrong
     */
    Match tryingCode(Match match, String typed, Actor from, Purpose purpose) {
        if (RecoveryCode.parse(typed) != null) {
            return match;
        }
        Account account = match.account();
        try {
            return new Match(account, throttle.admitCode(match.ticket(), account.id()));
        } catch (TooManyAttempts e) {
            throttle.abandoned(match.ticket());
            note(purpose.throttled, account, from, "too many wrong codes");
            throw e;
        }
    }

    /** All that was asked for was right. */
    void succeeded(Match match) {
        throttle.succeeded(match.ticket());
    }

    /** What else was wrong counts like a wrong password. */
    void failed(Match match, Actor from, Purpose purpose, String why) {
        note(purpose.refused, match.account(), from, why);
    }

    /** What else is needed has not come yet: no failure, but worth a note. */
    void abandoned(Match match, Actor from, Purpose purpose, String why) {
        throttle.abandoned(match.ticket());
        note(purpose.refused, match.account(), from, why);
    }

    /** Whether the code is right cannot be told: nobody's failure, and the operator's affair. */
    void unreadable(Match match, Actor from, Purpose purpose) {
        if (errors.isDue()) {
            LOG.error(
                    "The second factor of account {} was sealed under a secret that is neither JWT_SECRET nor JWT_SECRET_OLD, so that no code of it can be checked: configure that secret, or have an administrator reset it; recovery codes are good",
                    match.account().username());
        }
        abandoned(match, from, purpose, "unreadable second factor");
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
