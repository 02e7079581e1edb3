package datastream.collector.usecase.account;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.account.AccountChanges.CutOff;
import datastream.security.AccountGeneration;
import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses good tokens whose account has been disabled, deleted or changed since they were made, or
 * whose session has ended, without asking the database for each: it asks every two seconds which
 * accounts were changed and which sessions ended lately, on whichever collector. Lately is longer
 * than a token is good or a connection lives, so the others need not be known. While the database
 * does not answer, what was known last goes on to hold; whoever has been cut off meanwhile finds
 * nothing that this collector could read or change. Thread-safe.
 */
public final class CurrentAccounts implements TokenVerifier, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentAccounts.class);

    /** Cut off within 5 s is the promise. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * Longer than a token is good, and than a gRPC connection lives, whose calls are looked at when
     * they bring something. The clocks of collectors and database may differ by what is left.
     */
    static final Duration LATELY = Duration.ofHours(1);

    private static final long END_MILLIS = 1_000;

    private final TokenVerifier tokens;
    private final AccountChanges changes;
    private final Thread thread =
            Thread.ofVirtual().name("current-accounts").unstarted(this::keepCurrent);

    /** Held while it is asked: what was asked first must not come to stand last. */
    private final ReentrantLock asking = new ReentrantLock();

    /** Replaced as a whole, read by all. */
    private volatile CutOff cutOff = CutOff.NOBODY;

    private volatile boolean learned;
    private boolean failing;

    public CurrentAccounts(TokenVerifier tokens, AccountChanges changes) {
        this.tokens = tokens;
        this.changes = changes;
    }

    /**
     * Keeps knowing.
     *
     * @throws IllegalStateException unless {@link #refresh} has begun it
     */
    public void start() {
        if (!learned) {
            throw new IllegalStateException("Nothing is known of accounts yet");
        }
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

    /**
     * Knows all that has happened when it returns.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    public void refresh() {
        asking.lock();
        try {
            cutOff = changes.within(LATELY);
            learned = true;
        } finally {
            asking.unlock();
        }
    }

    @Override
    public Principal verifyBearer(@Nullable String authorization) throws InvalidToken {
        Principal principal = tokens.verifyBearer(authorization);
        if (!stillHolds(principal)) {
            throw new InvalidToken(InvalidToken.CUT_OFF);
        }
        return principal;
    }

    @Override
    public boolean stillHolds(Principal principal) {
        CutOff now = cutOff;
        return isCurrent(principal.account(), now)
                && isOpen(principal.session(), now)
                && tokens.stillHolds(principal);
    }

    /** One that was made after the change that is known here is newer, and good. */
    private static boolean isCurrent(@Nullable AccountGeneration made, CutOff now) {
        return made == null || made.generation() >= now.accounts().getOrDefault(made.account(), 0L);
    }

    private static boolean isOpen(@Nullable Long session, CutOff now) {
        return session == null || !now.sessions().contains(session);
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
