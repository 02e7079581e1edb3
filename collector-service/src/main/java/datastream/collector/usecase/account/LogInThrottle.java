package datastream.collector.usecase.account;

import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.account.Attempts.Counter;
import datastream.collector.usecase.retention.RetentionRounds;
import datastream.security.KeyedDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds how often passwords can be guessed, and accounts made, whichever collector is asked: an
 * attempt counts as a failure from its beginning until it has succeeded. Names count whether there
 * is such an account or not, and are answered alike. Thread-safe.
 */
public final class LogInThrottle implements AutoCloseable {

    /**
     * How long a source is known from which somebody has logged in: longer than a session, as only
     * a log-in makes it known.
     */
    static final Duration KNOWN = SessionLimits.USUAL.longest().multipliedBy(2);

    /** Of those that a site of many networks has, together: so many times what one of them has. */
    private static final int NETWORKS = 10;

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int PORTION = 1_000;

    private final Attempts attempts;
    private final KeyedDigest digest;
    private final AttemptLimits limits;
    private final RetentionRounds rounds =
            new RetentionRounds("failed log-ins", PAUSE, this::forget);

    /** An attempt that is let through. */
    record Ticket(List<Counter> counters, String place) {}

    /**
     * @param digest makes names for names
     */
    public LogInThrottle(Attempts attempts, KeyedDigest digest, AttemptLimits limits) {
        this.attempts = attempts;
        this.digest = digest;
        this.limits = limits;
    }

    public void start() {
        rounds.start();
    }

    /**
     * Lets an attempt through to the password, or not.
     *
     * @throws TooManyAttempts when there were too many failures
     */
    Ticket admit(String username, Source source) {
        String network = source.network();
        String place = digest.of("place\n" + network + "\n" + username);
        List<Counter> counters = ofPlace("source", source, limits.ofOnePlace());
        counters.add(
                new Counter(
                        digest.of("name and source\n" + network + "\n" + username),
                        limits.fromOnePlace()));
        if (!attempts.isRemembered(place)) {
            counters.add(new Counter(digest.of("name\n" + username), limits.fromAnywhere()));
        }
        take(counters, "Too many log-ins have failed; try again later");
        return new Ticket(List.copyOf(counters), place);
    }

    /**
     * Lets an attempt with the right password go on to the code of an app, or not. There are few
     * codes, and as many sources as somebody likes: whatever is known of this one does not count.
     *
     * @throws TooManyAttempts when too many codes were wrong
     */
    Ticket admitCode(Ticket ticket, long account) {
        Counter counter = new Counter(digest.of("code\n" + account), limits.codes());
        take(
                List.of(counter),
                "Too many codes were wrong; use a recovery code, or try again later");
        List<Counter> counters = new ArrayList<>(ticket.counters());
        counters.add(counter);
        return new Ticket(List.copyOf(counters), ticket.place());
    }

    /** Nothing has failed, nor is anybody known for it. */
    void abandoned(Ticket ticket) {
        attempts.giveBack(ticket.counters());
    }

    /** All that was asked for was right: nothing has failed, and the place is known from now on. */
    void succeeded(Ticket ticket) {
        abandoned(ticket);
        attempts.remember(ticket.place(), KNOWN);
    }

    /**
     * Lets somebody make an account for himself, or not.
     *
     * @throws TooManyAttempts when too many were made from there
     */
    void admitRegistration(Source source) {
        take(
                ofPlace("registration", source, limits.registrations()),
                "Too many accounts are made from there; try again later");
    }

    /** Else whoever has a site of 65,536 networks had as many allowances. */
    private List<Counter> ofPlace(String what, Source source, Allowance allowance) {
        List<Counter> counters = new ArrayList<>();
        counters.add(new Counter(digest.of(what + "\n" + source.network()), allowance));
        String site = source.site();
        if (site != null) {
            counters.add(new Counter(digest.of(what + "\n" + site), allowance.times(NETWORKS)));
        }
        return counters;
    }

    private void take(List<Counter> counters, String refusal) {
        Duration pause = attempts.take(counters);
        if (pause.isPositive()) {
            throw new TooManyAttempts(refusal, pause);
        }
    }

    private void forget() {
        int deleted;
        do {
            deleted = attempts.forget(PORTION);
        } while (deleted == PORTION && !Thread.currentThread().isInterrupted());
    }

    @Override
    public void close() {
        rounds.close();
    }
}
