package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.Usernames;
import datastream.collector.domain.audit.Actor;
import datastream.security.Principal;

/**
 * Takes the second factor off the account of another, who has lost it; that account logs in with
 * its password alone then, and its tokens of before are refused. For administrators. Thread-safe.
 */
public final class ResetSecondFactor {

    /** What came of it. */
    public enum Result {
        RESET,
        /** One's own goes with password and code only. */
        OWN,
        /** There is no such account. */
        NOT_THERE,
        /** It has no second factor. */
        NOT_ON,
        /** The caller was an administrator, and is cut off since. */
        CUT_OFF,
        /** Somebody has changed the account in this very moment. */
        CHANGED_MEANWHILE
    }

    private final Accounts accounts;
    private final SecondFactors factors;

    public ResetSecondFactor(Accounts accounts, SecondFactors factors) {
        this.accounts = accounts;
        this.factors = factors;
    }

    /**
     * @param caller an administrator
     * @param from the same, as the audit log tells it
     */
    public Result reset(String username, Principal caller, Actor from) {
        if (caller.name().equals(username)) {
            return Result.OWN;
        }
        Account account = Usernames.isPossible(username) ? accounts.find(username) : null;
        if (account == null) {
            return Result.NOT_THERE;
        }
        if (!account.secondFactor()) {
            return Result.NOT_ON;
        }
        if (!accounts.isCurrent(caller)) {
            return Result.CUT_OFF;
        }
        return factors.turnOff(account, "by an administrator", from)
                ? Result.RESET
                : Result.CHANGED_MEANWHILE;
    }
}
