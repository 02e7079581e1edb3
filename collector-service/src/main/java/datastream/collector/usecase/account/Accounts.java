package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.Actor;
import datastream.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts are kept. Every method throws {@link StoreUnavailable} when the database cannot
 * answer now. What is done to an account stands in the audit log, from the same transaction.
 * Thread-safe, also across collectors on one database.
 */
public interface Accounts {

    /** Whether nobody has registered yet. */
    boolean isEmpty();

    /**
     * Adds the first account of all.
     *
     * @return false when another was first
     */
    boolean addFounder(NewAccount account, Actor by);

    /**
     * Adds a further account.
     *
     * @return false when the name is taken
     */
    boolean add(NewAccount account, Actor by);

    /** The account of that name, or null. */
    @Nullable Account find(String username);

    /**
     * Whether a token's account is still there, not disabled, and as it was, and the session has
     * not been ended; true for a service. To be asked where a few seconds are too long.
     */
    boolean isCurrent(Principal principal);

    /**
     * Gives an account another password and ends the tokens that it has.
     *
     * @param account as it was found
     * @return false when it has another password by now, or is deleted
     */
    boolean changePassword(Account account, String passwordHash, Actor by);
}
