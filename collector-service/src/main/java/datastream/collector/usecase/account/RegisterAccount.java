package datastream.collector.usecase.account;

import datastream.collector.domain.NewAccount;
import datastream.collector.domain.PasswordRules;
import datastream.collector.domain.Usernames;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.audit.Audit;
import datastream.reading.InvalidField;
import datastream.security.Role;
import org.jspecify.annotations.Nullable;

/**
 * Creates accounts. The first of all needs no permission and becomes the administrator's, but is
 * made by those only whom {@link FirstAccount} entitles. Later ones come from an administrator, or,
 * where registration is open, from anybody, as viewers. Thread-safe, also across collectors.
 */
public final class RegisterAccount {

    /** What came of a registration. */
    public sealed interface Result {
        /** The account exists now. */
        record Registered(NewAccount account) implements Result {}

        /** Somebody has this name already. */
        record NameTaken() implements Result {}

        /** There are accounts, and the caller is not an administrator. */
        record NotAllowed() implements Result {}

        /** The caller was an administrator, and is cut off since. */
        record CutOff() implements Result {}

        /** There is no account yet, and the caller may not make the first. */
        record SetupTokenNeeded() implements Result {}
    }

    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordHasher passwords;
    private final FirstAccount first;
    private final RegistrationPolicy policy;
    private final LogInThrottle throttle;
    private final Audit audit;

    public RegisterAccount(
            Accounts accounts,
            PasswordRules rules,
            PasswordHasher passwords,
            FirstAccount first,
            RegistrationPolicy policy,
            LogInThrottle throttle,
            Audit audit) {
        this.accounts = accounts;
        this.rules = rules;
        this.passwords = passwords;
        this.first = first;
        this.policy = policy;
        this.throttle = throttle;
        this.audit = audit;
    }

    /**
     * @throws InvalidField naming the field that breaks its rule
     * @throws TooManyAttempts when too many accounts were made for themselves from there
     */
    public Result register(Registration wanted, Caller caller) {
        try {
            Result result = tryToRegister(wanted, caller);
            if (result instanceof Result.NotAllowed) {
                noteRefusal(caller, "needs an administrator");
            } else if (result instanceof Result.SetupTokenNeeded) {
                noteRefusal(caller, "no or a wrong set-up token");
            }
            return result;
        } catch (TooManyAttempts e) {
            noteRefusal(caller, "too many accounts");
            throw e;
        }
    }

    private void noteRefusal(Caller caller, String why) {
        audit.note(new AuditEvent(AuditKind.REGISTRATION_REFUSED, caller.actor(), null, why));
    }

    private Result tryToRegister(Registration wanted, Caller caller) {
        Usernames.check(wanted.username());
        rules.check(wanted.username(), wanted.password());
        if (first.isStillToBeMade()) {
            return registerFirst(wanted, caller);
        }
        if (caller.isAdministrator()) {
            NewAccount account = account(wanted, wanted.role() == null ? Role.USER : wanted.role());
            return caller.isCurrent(accounts) ? add(account, caller) : new Result.CutOff();
        }
        if (policy == RegistrationPolicy.CLOSED) {
            return new Result.NotAllowed();
        }
        requireRole(wanted.role(), Role.VIEWER, "only an administrator gives another");
        throttle.admitRegistration(caller.source());
        return add(account(wanted, Role.VIEWER), caller);
    }

    private Result registerFirst(Registration wanted, Caller caller) {
        if (!first.mayBeMadeBy(caller, wanted.setupToken())) {
            return new Result.SetupTokenNeeded();
        }
        requireRole(wanted.role(), Role.ADMIN, "the first account is the administrator's");
        NewAccount founder = account(wanted, Role.ADMIN);
        return accounts.addFounder(founder, caller.actor())
                ? new Result.Registered(founder)
                : new Result.NotAllowed();
    }

    private Result add(NewAccount account, Caller caller) {
        return accounts.add(account, caller.actor())
                ? new Result.Registered(account)
                : new Result.NameTaken();
    }

    private NewAccount account(Registration wanted, Role role) {
        return new NewAccount(wanted.username(), passwords.hash(wanted.password()), role);
    }

    private static void requireRole(@Nullable Role wanted, Role only, String why) {
        if (wanted != null && wanted != only) {
            throw new InvalidField(
                    "role", "must be %s or absent: %s".formatted(only.wireName(), why));
        }
    }
}
