package datastream.collector.usecase.account;

import datastream.collector.domain.NewAccount;
import datastream.collector.domain.PasswordRules;
import datastream.collector.domain.Usernames;
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
    private final PasswordHasher passwords;
    private final FirstAccount first;
    private final RegistrationPolicy policy;

    public RegisterAccount(
            Accounts accounts,
            PasswordHasher passwords,
            FirstAccount first,
            RegistrationPolicy policy) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.first = first;
        this.policy = policy;
    }

    /**
     * @throws InvalidField naming the field that breaks its rule
     */
    public Result register(Registration wanted, Caller caller) {
        Usernames.check(wanted.username());
        PasswordRules.check(wanted.username(), wanted.password());
        if (first.isStillToBeMade()) {
            return registerFirst(wanted, caller);
        }
        if (caller.isAdministrator()) {
            NewAccount account = account(wanted, wanted.role() == null ? Role.USER : wanted.role());
            return caller.isCurrent(accounts) ? add(account) : new Result.CutOff();
        }
        if (policy == RegistrationPolicy.CLOSED) {
            return new Result.NotAllowed();
        }
        requireRole(wanted.role(), Role.VIEWER, "only an administrator gives another");
        return add(account(wanted, Role.VIEWER));
    }

    private Result registerFirst(Registration wanted, Caller caller) {
        if (!first.mayBeMadeBy(caller, wanted.setupToken())) {
            return new Result.SetupTokenNeeded();
        }
        requireRole(wanted.role(), Role.ADMIN, "the first account is the administrator's");
        NewAccount founder = account(wanted, Role.ADMIN);
        return accounts.addFounder(founder)
                ? new Result.Registered(founder)
                : new Result.NotAllowed();
    }

    private Result add(NewAccount account) {
        return accounts.add(account) ? new Result.Registered(account) : new Result.NameTaken();
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
