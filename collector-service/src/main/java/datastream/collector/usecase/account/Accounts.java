package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.StoreUnavailable;
import datastream.security.AccountGeneration;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts are kept. Every method throws {@link StoreUnavailable} when the database cannot
 * answer now. Thread-safe, also across collectors on one database.
 */
public interface Accounts {

    /** Whether nobody has registered yet. */
    boolean isEmpty();

    /**
     * Adds the first account of all.
     *
     * @return false when another was first
     */
    boolean addFounder(NewAccount account);

    /**
     * Adds a further account.
     *
     * @return false when the name is taken
     */
    boolean add(NewAccount account);

    /** The account of that name, or null. */
    @Nullable Account find(String username);

    /** Whether it is still there, not disabled, and its tokens of then are good. */
    boolean isCurrent(AccountGeneration account);

    /**
     * Gives an account another password and ends the tokens that it has.
     *
     * @param account as it was found
     * @return false when it has another password by now, or is deleted
     */
    boolean changePassword(Account account, String passwordHash);
}
