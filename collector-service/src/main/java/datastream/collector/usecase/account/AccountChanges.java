package datastream.collector.usecase.account;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What has happened to accounts and sessions lately. Thread-safe. */
public interface AccountChanges {

    /** The generation of an account that is deleted: greater than any. */
    long DELETED = Long.MAX_VALUE;

    /**
     * Whose tokens are to be refused.
     *
     * @param accounts those that were changed or deleted, with the generation in which each is now
     * @param sessions those that were ended
     */
    record CutOff(Map<Integer, Long> accounts, Set<Long> sessions) {

        static final CutOff NOBODY = new CutOff(Map.of(), Set.of());

        public CutOff {
            accounts = Map.copyOf(accounts);
            sessions = Set.copyOf(sessions);
        }
    }

    /**
     * Those that were changed, deleted or ended in the time until now, by the database's clock.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    CutOff within(Duration time);
}
