package datastream.collector.usecase.account;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.Map;

/** What has happened to accounts lately. Thread-safe. */
public interface AccountChanges {

    /** The generation of an account that is deleted: greater than any. */
    long DELETED = Long.MAX_VALUE;

    /**
     * The accounts that were changed or deleted in the time until now, by the database's clock,
     * with the generation in which each is now.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    Map<Integer, Long> within(Duration time);
}
