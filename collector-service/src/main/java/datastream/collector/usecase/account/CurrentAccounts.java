package datastream.collector.usecase.account;

import datastream.collector.domain.StoreUnavailable;
import datastream.security.AccountGeneration;
import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import datastream.security.Tokens;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses good tokens whose account has been disabled, deleted or changed since they were made,
 * without asking the database for each: it asks every two seconds which accounts were changed
 * lately, on whichever collector. Lately is longer than a token is good, so the others need not be
 * known. While the database does not answer, what was known last goes on to hold; whoever has been
 * cut off meanwhile finds nothing that this collector could read or change. Thread-safe.
 */
public final class CurrentAccounts implements TokenVerifier, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentAccounts.class);

    /** Cut off within 5 s is the promise. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /** The clocks of collectors and database may differ by what this is more than a session. */
    static final Duration LATELY = Tokens.SESSION.plusMinutes(10);

    private static final long END_MILLIS = 1_000;

    private final TokenVerifier tokens;
    private final AccountChanges changes;
    private final Thread thread =
            Thread.ofVirtual().name("current-accounts").unstarted(this::keepCurrent);

    /** Replaced as a whole by one thread, read by all. */
    private volatile Map<Integer, Long> generations = Map.of();

    private boolean failing;

    public CurrentAccounts(TokenVerifier tokens, AccountChanges changes) {
        this.tokens = tokens;
        this.changes = changes;
    }

    /**
     * Knows the accounts when it returns.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    public void start() {
        refresh();
        thread.start();
    }

    private void keepCurrent() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(PAUSE);
                tryRefresh();
            }
        } catch (InterruptedException e) {
            // The collector stops.
        }
    }

    private void tryRefresh() {
        try {
            refresh();
            if (failing) {
                failing = false;
                LOG.info("It is known again whose tokens are to be refused");
            }
        } catch (RuntimeException | Error e) {
            if (!failing && !Thread.currentThread().isInterrupted()) {
                failing = true;
                LOG.warn("It cannot be asked whose tokens are to be refused; tried on", e);
            }
        }
    }

    void refresh() {
        generations = Map.copyOf(changes.within(LATELY));
    }

    @Override
    public Principal verifyBearer(@Nullable String authorization) throws InvalidToken {
        Principal principal = tokens.verifyBearer(authorization);
        if (!stillHolds(principal)) {
            throw new InvalidToken(InvalidToken.CUT_OFF);
        }
        return principal;
    }

    /** One that was made after the change that is known here is newer, and good. */
    @Override
    public boolean stillHolds(Principal principal) {
        AccountGeneration made = principal.account();
        if (made == null) {
            return tokens.stillHolds(principal);
        }
        return made.generation() >= generations.getOrDefault(made.account(), 0L);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
