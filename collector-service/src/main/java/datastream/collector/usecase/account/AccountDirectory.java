package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.AccountEdit;
import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.Actor;
import datastream.security.Principal;

/**
 * The accounts as administrators see and change them. Whatever several of them do at the same
 * moment, on whichever collectors: one administrator who is not disabled is always left. Every
 * change stands in the audit log, from the same transaction. Every method throws {@link
 * StoreUnavailable} when the database cannot answer now. Thread-safe.
 */
public interface AccountDirectory {

    /** What came of a change. */
    sealed interface Outcome {
        /** It is done; the account as it is now, or was. */
        record Done(Account account) implements Outcome {}

        /** There is no account of that name. */
        record NotThere() implements Outcome {}

        /** Nothing is changed: who wants it was an administrator, and is cut off since. */
        record CutOff() implements Outcome {}

        /** Nothing is changed: no administrator would be left. */
        record LastAdministrator() implements Outcome {}
    }

    /** By name; in the order of the page, where the newest come last. */
    Slice<Account> find(Page page);

    /**
     * Changes role or state, and ends the tokens of before.
     *
     * @param by whose token asks for it, and must be good in the moment of the change
     * @param actor who that is, for the audit log
     */
    Outcome edit(String username, AccountEdit edit, Principal by, Actor actor);

    /**
     * Deletes an account, and ends its tokens.
     *
     * @param by as for {@link #edit}
     * @param actor as for {@link #edit}
     */
    Outcome delete(String username, Principal by, Actor actor);
}
