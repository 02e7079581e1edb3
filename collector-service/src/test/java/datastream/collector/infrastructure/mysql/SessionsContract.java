package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Account;
import datastream.collector.domain.Door;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.account.Accounts;
import datastream.collector.usecase.account.SessionLimits;
import datastream.collector.usecase.account.Sessions;
import datastream.collector.usecase.account.Sessions.Rotation;
import datastream.reading.Timestamps;
import datastream.security.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every place that keeps sessions does. */
abstract class SessionsContract {

    private static final Actor NOBODY = Actor.unknown(Source.UNKNOWN, Door.HTTP);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int AT_ONCE = 12;

    abstract Accounts accounts();

    /** Of a collector of its own; all keep the same sessions. */
    abstract Sessions sessions(SessionLimits limits);

    @Test
    void goOnWithEachTokenOnceForTheAccountAsItIs() {
        Account ann = account("ann");
        Sessions sessions = usual();
        RefreshToken first = first();
        Session begun = sessions.begin(ann, first);
        RefreshToken token = first;
        for (int i = 0; i < 5; i++) {
            RefreshToken next = token.next(RANDOM);
            Rotation.Rotated rotated = (Rotation.Rotated) sessions.rotate(token, next);
            assertThat(rotated.account()).isEqualTo(ann);
            assertThat(rotated.session().id()).isEqualTo(begun.id());
            assertThat(rotated.session().expiresMicros())
                    .isGreaterThanOrEqualTo(begun.expiresMicros());
            token = next;
        }
    }

    @Test
    void endWhenATokenIsShownAgainHoweverLongAgoItWasSpent() {
        Sessions sessions = usual();
        for (int later = 1; later <= 3; later++) {
            RefreshToken first = first();
            sessions.begin(account("ann" + later), first);
            RefreshToken token = first;
            for (int i = 0; i < later; i++) {
                RefreshToken next = token.next(RANDOM);
                assertRotated(sessions.rotate(token, next));
                token = next;
            }
            assertThat(sessions.rotate(first, first.next(RANDOM)))
                    .isEqualTo(new Rotation.Reused("ann" + later));
            assertRefused(sessions.rotate(token, token.next(RANDOM)));
            assertRefused(sessions.rotate(first, first.next(RANDOM)));
        }
    }

    @Test
    void endWhenATokenOfTheirFamilyIsMadeUp() {
        RefreshToken first = first();
        Sessions sessions = usual();
        sessions.begin(account("ann"), first);
        RefreshToken madeUp = first.next(RANDOM);
        assertThat(sessions.rotate(madeUp, madeUp.next(RANDOM)))
                .isEqualTo(new Rotation.Reused("ann"));
        assertRefused(sessions.rotate(first, first.next(RANDOM)));
    }

    @Test
    void areNotFoundByATokenOfNone() {
        RefreshToken good = first();
        Sessions sessions = usual();
        sessions.begin(account("ann"), good);
        RefreshToken unknown = first();
        assertRefused(sessions.rotate(unknown, unknown.next(RANDOM)));
        assertRotated(sessions.rotate(good, good.next(RANDOM)));
    }

    @Test
    void canBeEndedAndTheOthersGoOn() {
        Account ann = account("ann");
        Sessions sessions = usual();
        RefreshToken one = first();
        RefreshToken other = first();
        Session ended = sessions.begin(ann, one);
        sessions.begin(ann, other);
        sessions.end(ended.id());
        sessions.end(ended.id());
        assertRefused(sessions.rotate(one, one.next(RANDOM)));
        assertRotated(sessions.rotate(other, other.next(RANDOM)));
    }

    @Test
    void endWithTheAccountAsItWas() {
        Account ann = account("ann");
        Sessions sessions = usual();
        RefreshToken token = first();
        sessions.begin(ann, token);
        assertThat(accounts().changePassword(ann, "another", NOBODY)).isTrue();
        assertRefused(sessions.rotate(token, token.next(RANDOM)));
        assertThat(sessions.begin(ann, first())).isNull();
        assertThat(sessions.begin(accounts().find("ann"), first())).isNotNull();
    }

    @Test
    void ofAnAccountThatHasTooManyTheOldestEnds() {
        Account ann = account("ann");
        Sessions sessions = sessions(new SessionLimits(days(7), days(30), 3));
        RefreshToken another = first();
        sessions.begin(account("bob"), another);
        List<RefreshToken> tokens = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            RefreshToken token = first();
            sessions.begin(ann, token);
            tokens.add(token);
        }
        for (int i = 0; i < 5; i++) {
            Rotation rotation = sessions.rotate(tokens.get(i), tokens.get(i).next(RANDOM));
            assertThat(rotation instanceof Rotation.Rotated).as("%d", i).isEqualTo(i >= 2);
        }
        assertRotated(sessions.rotate(another, another.next(RANDOM)));
    }

    @Test
    void endWhenTheyAreNotUsed() {
        Sessions sessions = sessions(new SessionLimits(Duration.ZERO, days(30), 20));
        RefreshToken token = first();
        sessions.begin(account("ann"), token);
        assertRefused(sessions.rotate(token, token.next(RANDOM)));
    }

    @Test
    void endHoweverMuchTheyAreUsed() {
        Sessions sessions = sessions(new SessionLimits(days(7), days(1), 20));
        RefreshToken token = first();
        Session begun = sessions.begin(account("ann"), token);
        Rotation.Rotated rotated = (Rotation.Rotated) sessions.rotate(token, token.next(RANDOM));
        assertThat(rotated.session()).isEqualTo(begun);
        Instant tomorrow = Instant.now().plus(days(1));
        assertThat(Timestamps.toInstant(begun.expiresMicros()))
                .isBetween(tomorrow.minusSeconds(600), tomorrow.plusSeconds(600));
    }

    @Test
    void ofManyWhoShowATokenAtOnceOneGoesOnAndOneEndsIt() throws Exception {
        for (int round = 0; round < 4; round++) {
            RefreshToken token = first();
            List<RefreshToken> next = new ArrayList<>();
            List<Callable<Rotation>> calls = new ArrayList<>();
            List<Sessions> collectors = List.of(usual(), usual());
            collectors.getFirst().begin(account("ann" + round), token);
            for (int i = 0; i < AT_ONCE; i++) {
                RefreshToken mine = token.next(RANDOM);
                next.add(mine);
                Sessions collector = collectors.get(i % 2);
                calls.add(() -> collector.rotate(token, mine));
            }
            List<Rotation> answers = all(calls);
            assertThat(answers).filteredOn(Rotation.Rotated.class::isInstance).hasSize(1);
            assertThat(answers).filteredOn(Rotation.Reused.class::isInstance).hasSize(1);
            for (RefreshToken mine : next) {
                assertRefused(usual().rotate(mine, mine.next(RANDOM)));
            }
        }
    }

    @Test
    void ofManyWhoLogInAtOnceNoMoreStayThanMay() throws Exception {
        Account ann = account("ann");
        SessionLimits few = new SessionLimits(days(7), days(30), 3);
        List<Sessions> collectors = List.of(sessions(few), sessions(few));
        List<RefreshToken> tokens = new ArrayList<>();
        List<Callable<Session>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            RefreshToken token = first();
            Sessions collector = collectors.get(i % 2);
            tokens.add(token);
            calls.add(() -> collector.begin(ann, token));
        }
        assertThat(all(calls)).doesNotContainNull();
        Sessions sessions = usual();
        assertThat(tokens)
                .filteredOn(token ->
                        sessions.rotate(token, token.next(RANDOM)) instanceof Rotation.Rotated)
                .hasSize(3);
    }

    private Sessions usual() {
        return sessions(SessionLimits.USUAL);
    }

    private Account account(String name) {
        assertThat(accounts().add(new NewAccount(name, "hash", Role.USER), NOBODY)).isTrue();
        return accounts().find(name);
    }

    private static RefreshToken first() {
        return RefreshToken.first(RANDOM);
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    private static void assertRotated(Rotation rotation) {
        assertThat(rotation).isInstanceOf(Rotation.Rotated.class);
    }

    private static void assertRefused(Rotation rotation) {
        assertThat(rotation).isEqualTo(new Rotation.Refused());
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
