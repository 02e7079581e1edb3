package datastream.collector.usecase.key;

import datastream.collector.domain.ApiKey;
import datastream.collector.domain.StoreUnavailable;
import datastream.reading.Timestamps;
import datastream.security.InvalidToken;
import datastream.security.KeyGrant;
import datastream.security.KeyVerifier;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import datastream.security.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets API keys in beside tokens, without asking the database for each: all keys that are good are
 * in memory, and every two seconds it is asked whether they have changed, on whichever collector.
 * Expiry is looked at each time. While the database does not answer, what was known last goes on to
 * hold. All are looked for once a minute anyway: a database that has lost its last change, as one
 * does that a replica takes the place of, may give the number of that change to another.
 *
 * <p>A key is looked up by its hash. How long that takes may tell something about hashes that are
 * known here; from those nobody finds a key. Thread-safe.
 */
public final class CurrentKeys implements TokenVerifier, KeyVerifier, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentKeys.class);

    /** No version of the stored keys. */
    private static final long NO_VERSION = -1;

    /** Refused within 5 s of being revoked is the promise. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration LONGEST_UNASKED = Duration.ofMinutes(1);

    private static final String UNKNOWN =
            "The API key is not valid here, or no longer; an administrator makes another";

    private static final long END_MILLIS = 1_000;

    private final TokenVerifier tokens;
    private final GoodKeys store;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final UsedKeys used;
    private final Thread thread =
            Thread.ofVirtual().name("current-keys").unstarted(this::keepCurrent);
    private final Thread telling =
            Thread.ofVirtual().name("used-keys").unstarted(this::keepTelling);

    /** Held while it is asked: what was asked first must not come to stand last. */
    private final ReentrantLock asking = new ReentrantLock();

    /** Replaced as a whole, read by all. */
    private volatile Known known = new Known(new GoodKeys.All(NO_VERSION, List.of()));

    /** When all were looked for last; before the first time, which the version sees to, any. */
    private long asked;

    private boolean failing;

    /**
     * @param tokens checks whatever is no API key
     */
    public CurrentKeys(TokenVerifier tokens, GoodKeys store, Clock clock) {
        this(tokens, store, clock, System::nanoTime);
    }

    /**
     * @param nanoTime as {@link System#nanoTime} tells it
     */
    CurrentKeys(TokenVerifier tokens, GoodKeys store, Clock clock, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.store = store;
        this.clock = clock;
        this.nanoTime = nanoTime;
        used = new UsedKeys(store, nanoTime);
    }

    /** Keys by what they are found by. */
    private record Known(long version, Map<String, GoodKey> byHash, Map<Long, GoodKey> byId) {

        Known(GoodKeys.All all) {
            this(all.version(), by(all, GoodKey::hash), by(all, key -> key.grant().key()));
        }

        private static <K> Map<K, GoodKey> by(GoodKeys.All all, Function<GoodKey, K> name) {
            return all.keys().stream()
                    .collect(Collectors.toUnmodifiableMap(name, Function.identity()));
        }
    }

    /**
     * Keeps knowing.
     *
     * @throws IllegalStateException unless {@link #refresh} has begun it
     */
    public void start() {
        if (known.version() == NO_VERSION) {
            throw new IllegalStateException("Nothing is known of API keys yet");
        }
        thread.start();
        telling.start();
    }

    private void keepCurrent() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(PAUSE);
                learn();
            }
        } catch (InterruptedException e) {
            // The collector stops.
        }
    }

    /** Beside the other: a database that is slow to write holds no news of revoked keys up. */
    private void keepTelling() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(PAUSE);
                used.tell();
            }
        } catch (InterruptedException e) {
            // The collector stops.
        }
    }

    /** Knows of all changes when it returns, unless the database cannot answer now. */
    void learn() {
        try {
            refresh();
            tellEnd();
        } catch (RuntimeException | Error e) {
            tellFailure(e);
        }
    }

    private synchronized void tellEnd() {
        if (failing) {
            failing = false;
            LOG.info("It is known again which API keys are good");
        }
    }

    private synchronized void tellFailure(Throwable e) {
        if (!failing && !Thread.currentThread().isInterrupted()) {
            failing = true;
            LOG.warn("It cannot be asked which API keys are good; tried on", e);
        }
    }

    /**
     * Knows of all changes when it returns.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    public void refresh() {
        asking.lock();
        try {
            long now = nanoTime.getAsLong();
            if (store.version() != known.version() || now - asked >= LONGEST_UNASKED.toNanos()) {
                known = new Known(store.all());
                asked = now;
            }
        } finally {
            asking.unlock();
        }
    }

    @Override
    public @Nullable Principal principalOf(String key) {
        ApiKey shown = ApiKey.parse(key);
        GoodKey found = shown == null ? null : known.byHash().get(shown.hash());
        if (found == null || isExpired(found)) {
            return null;
        }
        used.add(found.grant().key());
        return found.principal();
    }

    private boolean isExpired(GoodKey key) {
        Long expiry = key.expiresMicros();
        return expiry != null && Timestamps.toMicros(clock.instant()) >= expiry;
    }

    @Override
    public Principal verifyKey(String key) throws InvalidToken {
        Principal principal = principalOf(key);
        if (principal == null) {
            throw new InvalidToken(UNKNOWN);
        }
        return principal;
    }

    @Override
    public Principal verifyBearer(@Nullable String authorization) throws InvalidToken {
        String token = authorization == null ? "" : Tokens.bearer(authorization);
        return token.startsWith(ApiKey.PREFIX)
                ? verifyKey(token)
                : tokens.verifyBearer(authorization);
    }

    @Override
    public boolean stillHolds(Principal principal) {
        if (!(principal.authority() instanceof KeyGrant grant)) {
            return tokens.stillHolds(principal);
        }
        GoodKey key = known.byId().get(grant.key());
        if (key == null || isExpired(key)) {
            return false;
        }
        used.add(grant.key());
        return true;
    }

    @Override
    public void close() {
        thread.interrupt();
        telling.interrupt();
        try {
            thread.join(END_MILLIS);
            telling.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
