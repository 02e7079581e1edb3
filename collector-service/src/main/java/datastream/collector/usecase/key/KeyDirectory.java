package datastream.collector.usecase.key;

import datastream.collector.domain.ApiKey;
import datastream.collector.domain.KeyTerms;
import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredKey;
import datastream.collector.domain.audit.Actor;
import datastream.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The API keys as administrators see and change them. Every change stands in the audit log, from
 * the same transaction. Every method throws {@link StoreUnavailable} when the database cannot
 * answer now. Thread-safe, also across collectors on one database.
 */
public interface KeyDirectory {

    /** What came of a change. */
    sealed interface Outcome {
        /** It is done; the key as it is now. */
        record Done(StoredKey key) implements Outcome {}

        /** Nothing is changed: a key of that name is kept already, be it good or not. */
        record NameTaken() implements Outcome {}

        /** Nothing is changed: there are as many good keys as there may be. */
        record TooMany(int most) implements Outcome {}

        /** There is no such key. */
        record NotThere() implements Outcome {}

        /** Nothing is changed: who wants it was an administrator, and is cut off since. */
        record CutOff() implements Outcome {}
    }

    /** By name. */
    Slice<StoredKey> find(Page page);

    /** The key of that number, or null. */
    @Nullable StoredKey find(long id);

    /**
     * Keeps a new key, but for its text.
     *
     * @param by whose token asks for it, and must be good in the moment of the change
     * @param actor who that is
     */
    Outcome create(ApiKey key, KeyTerms terms, Principal by, Actor actor);

    /**
     * Has a key refused from now on; one that is stays so.
     *
     * @param by as for {@link #create}
     * @param actor as for {@link #create}
     */
    Outcome revoke(long id, Principal by, Actor actor);

    /**
     * Deletes some of the keys that were revoked, or expired, long ago.
     *
     * @return whether there may be more
     */
    boolean deleteSome();
}
