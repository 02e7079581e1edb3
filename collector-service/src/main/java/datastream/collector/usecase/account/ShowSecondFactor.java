package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.Usernames;
import datastream.security.Permission;
import datastream.security.Principal;

/** Tells whether an account has a second factor: its owner, and administrators. Thread-safe. */
public final class ShowSecondFactor {

    /** What is told. */
    public sealed interface Result {
        /**
         * @param on whether codes are asked for
         * @param recoveryCodes how many are left
         */
        record Shown(boolean on, int recoveryCodes) implements Result {}

        /** It is somebody else's, and the caller is not an administrator. */
        record NotAllowed() implements Result {}

        /** There is no such account. */
        record NotThere() implements Result {}
    }

    private final Accounts accounts;
    private final SecondFactors factors;

    public ShowSecondFactor(Accounts accounts, SecondFactors factors) {
        this.accounts = accounts;
        this.factors = factors;
    }

    public Result show(String username, Principal caller) {
        if (!caller.name().equals(username) && !caller.may(Permission.ADMINISTER)) {
            return new Result.NotAllowed();
        }
        Account account = Usernames.isPossible(username) ? accounts.find(username) : null;
        return account == null
                ? new Result.NotThere()
                : new Result.Shown(
                        account.secondFactor(),
                        account.secondFactor() ? factors.recoveryCodes(account.id()) : 0);
    }
}
