package datastream.collector.fake;

import datastream.collector.domain.Account;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.usecase.account.SessionLimits;
import datastream.collector.usecase.account.Sessions;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Sessions in a list. Thread-safe. */
public final class InMemorySessions implements Sessions {

    private final Function<String, Account> accounts;
    private final SessionLimits limits;
    private final Clock clock;
    private final List<Kept> kept = new ArrayList<>();

    private static final class Kept {
        private final long id;
        private final Account account;
        private final byte[] family;
        private final Instant createdAt;
        private byte[] token;
        private Instant expiresAt;

        Kept(long id, Account account, RefreshToken token, Instant now) {
            this.id = id;
            this.account = account;
            family = token.familyHash();
            createdAt = now;
            this.token = token.hash();
        }
    }

    /**
     * @param accounts those that there are, by their names
     */
    public InMemorySessions(Function<String, Account> accounts, SessionLimits limits, Clock clock) {
        this.accounts = accounts;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public synchronized Session begin(Account account, RefreshToken token) {
        if (!isUnchanged(account)) {
            return null;
        }
        Kept session = new Kept(kept.size() + 1, account, token, clock.instant());
        kept.add(session);
        Session begun = prolong(session);
        List<Kept> open = kept.stream().filter(this::isOpen).filter(k -> isOf(k, account)).toList();
        open.stream().limit(Math.max(0, open.size() - limits.most())).forEach(this::end);
        return begun;
    }

    private boolean isUnchanged(Account seen) {
        Account now = accounts.apply(seen.username());
        return now != null && !now.disabled() && now.generation() == seen.generation();
    }

    private static boolean isOf(Kept session, Account account) {
        return session.account.id() == account.id();
    }

    private boolean isOpen(Kept session) {
        return session.expiresAt.isAfter(clock.instant());
    }

    private Session prolong(Kept session) {
        Instant idle = clock.instant().plus(limits.idle());
        Instant longest = session.createdAt.plus(limits.longest());
        session.expiresAt = idle.isBefore(longest) ? idle : longest;
        return new Session(session.id, Timestamps.toMicros(session.expiresAt));
    }

    private void end(Kept session) {
        session.expiresAt = clock.instant();
    }

    @Override
    public synchronized Rotation rotate(RefreshToken shown, RefreshToken next) {
        return kept.stream()
                .filter(session -> Arrays.equals(session.family, shown.familyHash()))
                .filter(this::isOpen)
                .findFirst()
                .map(session -> rotate(session, shown, next))
                .orElseGet(Rotation.Refused::new);
    }

    private Rotation rotate(Kept session, RefreshToken shown, RefreshToken next) {
        if (!isUnchanged(session.account)) {
            end(session);
            return new Rotation.Refused();
        }
        if (!Arrays.equals(session.token, shown.hash())) {
            end(session);
            return new Rotation.Reused(session.account.username());
        }
        session.token = next.hash();
        return new Rotation.Rotated(accounts.apply(session.account.username()), prolong(session));
    }

    @Override
    public synchronized void end(long id) {
        kept.stream().filter(session -> session.id == id).filter(this::isOpen).forEach(this::end);
    }

    /** Nothing is ever deleted. */
    @Override
    public boolean deleteSome() {
        return false;
    }
}
