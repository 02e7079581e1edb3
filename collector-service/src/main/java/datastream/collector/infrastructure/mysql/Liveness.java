package datastream.collector.infrastructure.mysql;

import datastream.collector.infrastructure.mysql.ConnectionsInUse.Use;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the database lives, from a {@link Pulse} felt several times a second, and frees
 * those who wait for an answer that will not come.
 *
 * <p>Queries end as soon as the database is found to be away: their callers are told to come again.
 * Writers go on waiting, since a server that was merely stopped finishes what it has begun; but
 * what is still unanswered some time after the return waits on a dead connection and ends too; so
 * does what is unanswered some time after the pulse alone was not felt. While the database lives
 * nothing else is ended here, however long it takes.
 *
 * <p>{@link #check} is for one thread; everything else is thread-safe.
 */
final class Liveness {

    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    /** How long a database that answers may take to finish what was begun before. */
    private static final Duration GRACE = Duration.ofMillis(1_500);

    /** Who is answered so long after the pulse was felt for is answered by a server that lives. */
    private static final Duration LATER = Duration.ofMillis(100);

    private enum State {
        UNKNOWN,
        ALIVE,
        AWAY
    }

    private final Pulse pulse;
    private final ConnectionsInUse queries;
    private final ConnectionsInUse writes;
    private final LongSupplier nanoTime;
    private final List<Runnable> returnActions = new CopyOnWriteArrayList<>();
    private volatile State state = State.UNKNOWN;

    /** What was going on when the database came back, or when the pulse alone was not felt. */
    private Set<Use> unanswered = Set.of();

    private long unansweredSince;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    Liveness(
            Pulse pulse, ConnectionsInUse queries, ConnectionsInUse writes, LongSupplier nanoTime) {
        this.pulse = pulse;
        this.queries = queries;
        this.writes = writes;
        this.nanoTime = nanoTime;
    }

    /**
     * Whenever the database is back, before anybody may use it: what was known of it may no longer
     * hold.
     *
     * @param action quick; throws nothing
     */
    void onReturn(Runnable action) {
        returnActions.add(action);
    }

    /** Feels the pulse once and acts on it. */
    void check() {
        long later = nanoTime.getAsLong() + LATER.toNanos();
        if (pulse.beats()) {
            answered();
        } else if (othersAreAnswered(later)) {
            doubtful();
        } else {
            silent();
        }
    }

    /** On a machine that has much else to do the pulse alone may take longer than its patience. */
    private boolean othersAreAnswered(long later) {
        return state == State.ALIVE
                && (writes.hasDoneAnythingSince(later) || queries.hasDoneAnythingSince(later));
    }

    /** Whether the database answered when it was last asked. */
    boolean isAlive() {
        return state == State.ALIVE;
    }

    /** Whether it did not. Before the first check neither this nor {@link #isAlive} holds. */
    boolean isAway() {
        return state == State.AWAY;
    }

    private void answered() {
        if (state == State.AWAY) {
            LOG.info("The database answers again");
            unansweredSince = nanoTime.getAsLong();
            unanswered = writes.current();
            returnActions.forEach(Runnable::run);
        }
        state = State.ALIVE;
        endUnanswered();
    }

    /** Others may wait, as the pulse does, for one of several servers that is gone. */
    private void doubtful() {
        if (unanswered.isEmpty()) {
            unansweredSince = nanoTime.getAsLong();
            unanswered =
                    Stream.of(writes, queries)
                            .map(ConnectionsInUse::current)
                            .flatMap(Set::stream)
                            .collect(Collectors.toUnmodifiableSet());
        }
        endUnanswered();
    }

    private void endUnanswered() {
        if (!unanswered.isEmpty() && nanoTime.getAsLong() - unansweredSince >= GRACE.toNanos()) {
            writes.abort(unanswered);
            queries.abort(unanswered);
            unanswered = Set.of();
        }
    }

    private void silent() {
        if (state != State.AWAY) {
            LOG.warn("The database does not answer");
        }
        state = State.AWAY;
        // At every check: some may have begun before they could see that it is away.
        queries.abort(queries.current());
    }
}
