package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.PasswordRules;
import datastream.collector.domain.Usernames;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.audit.Audit;
import datastream.reading.InvalidField;
import datastream.security.Permission;
import datastream.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Gives an account another password: one's own with the old one, that of others as an
 * administrator. The tokens of before are refused from then on. Thread-safe.
 */
public final class ChangePassword {

    /** What came of it. */
    public enum Result {
        CHANGED,
        /** It is somebody else's, and the caller is not an administrator. */
        NOT_ALLOWED,
        /** The old password is wrong. */
        WRONG_PASSWORD,
        /** There is no such account. */
        NOT_THERE,
        /** The caller was an administrator, and is cut off since. */
        CUT_OFF,
        /** Somebody has changed the password, or deleted the account, in this very moment. */
        CHANGED_MEANWHILE
    }

    private final Accounts accounts;
    private final PasswordCheck check;
    private final PasswordRules rules;
    private final PasswordHasher passwords;
    private final Audit audit;

    public ChangePassword(
            Accounts accounts,
            PasswordCheck check,
            PasswordRules rules,
            PasswordHasher passwords,
            Audit audit) {
        this.accounts = accounts;
        this.check = check;
        this.rules = rules;
        this.passwords = passwords;
        this.audit = audit;
    }

    /**
     * @param caller who asks
     * @param from the same, as the audit log tells it
     * @param username whose password it is
     * @param old the old one, needed by those who change their own
     * @param password the new one, 8 to 128 characters
     * @throws InvalidField when the new one breaks a rule, or the old one is missing
     * @throws TooManyAttempts when too many old ones were wrong
     */
    public Result change(
            Principal caller, Actor from, String username, @Nullable String old, String password) {
        boolean own = caller.name().equals(username);
        if (!own && !caller.may(Permission.ADMINISTER)) {
            audit.note(
                    new AuditEvent(
                            AuditKind.PASSWORD_CHANGE_REFUSED, from, null, "somebody else's"));
            return Result.NOT_ALLOWED;
        }
        rules.check(username, password);
        return own
                ? changeOwn(from, username, old, password)
                : changeOther(caller, from, username, password);
    }

    private Result changeOwn(Actor from, String username, @Nullable String old, String password) {
        if (old == null) {
            throw new InvalidField("old_password", "is missing: this is your own account");
        }
        Account account = check.check(username, old, from, PasswordCheck.Purpose.CHANGE);
        return account == null
                ? Result.WRONG_PASSWORD
                : store(account, passwords.hash(password), from);
    }

    private Result changeOther(Principal caller, Actor from, String username, String password) {
        Account account = Usernames.isPossible(username) ? accounts.find(username) : null;
        if (account == null) {
            return Result.NOT_THERE;
        }
        String hash = passwords.hash(password);
        return accounts.isCurrent(caller) ? store(account, hash, from) : Result.CUT_OFF;
    }

    private Result store(Account account, String hash, Actor from) {
        return accounts.changePassword(account, hash, from)
                ? Result.CHANGED
                : Result.CHANGED_MEANWHILE;
    }
}
