package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.domain.StoreUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept. Every method throws {@link StoreUnavailable} when the database cannot
 * answer now. Thread-safe, also across collectors on one database.
 */
public interface Sessions {

    /** What came of the wish to go on. */
    sealed interface Rotation {
        /** The session goes on, with the next token, for the account as it is. */
        record Rotated(Account account, Session session) implements Rotation {}

        /**
         * The session has ended now: the token was one of its, and had been spent before. So two
         * have it.
         */
        record Reused(String username) implements Rotation {}

        /** There is no such session, or none any more. */
        record Refused() implements Rotation {}
    }

    /**
     * Begins a session, and ends the oldest of an account that has too many.
     *
     * @param account as it was found
     * @param token the one that is good first
     * @return null when the account has been changed or deleted since
     */
    @Nullable Session begin(Account account, RefreshToken token);

    /**
     * Puts {@code next} in the place of {@code shown}. Whatever comes at the same moment, and on
     * whichever collectors: a token is changed for another once.
     */
    Rotation rotate(RefreshToken shown, RefreshToken next);

    /** Ends a session; one that has ended stays so. */
    void end(long session);

    /**
     * Deletes some of the sessions that ended so long ago that nobody asks for them.
     *
     * @return whether there may be more
     */
    boolean deleteSome();
}
