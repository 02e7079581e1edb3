package datastream.collector.usecase.key;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers which keys are used and has it written down once a minute, so that nobody who uses one
 * waits for that. What cannot be written is forgotten. Thread-safe; bounded by the number of keys.
 */
final class UsedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(UsedKeys.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final GoodKeys store;
    private final LongSupplier nanoTime;
    private final Set<Long> keys = ConcurrentHashMap.newKeySet();

    /** Of the one thread that tells. */
    private long told;

    /**
     * @param nanoTime as {@link System#nanoTime} tells it
     */
    UsedKeys(GoodKeys store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
        told = nanoTime.getAsLong() - PAUSE.toNanos();
    }

    /** Costs a look when it has been said already, as for each message of an open call. */
    void add(long key) {
        if (!keys.contains(key)) {
            keys.add(key);
        }
    }

    /** Writes, if there is something and it was not done in this minute. */
    void tell() {
        long now = nanoTime.getAsLong();
        if (keys.isEmpty() || now - told < PAUSE.toNanos()) {
            return;
        }
        told = now;
        Set<Long> some = Set.copyOf(keys);
        keys.removeAll(some);
        try {
            store.used(some);
        } catch (StoreUnavailable e) {
            // Others tell of the outage.
        } catch (RuntimeException | Error e) {
            LOG.warn("It could not be written down which API keys were used", e);
        }
    }
}
