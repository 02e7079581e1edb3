package datastream.collector.usecase.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.ApiKey;
import datastream.collector.domain.KeyTerms;
import datastream.collector.domain.StoreUnavailable;
import datastream.reading.SensorScope;
import datastream.reading.Timestamps;
import datastream.security.InvalidToken;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CurrentKeysTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final SensorScope ROOMS = new SensorScope(Set.of(), Set.of("ROOM"));

    private final SettableClock clock = new SettableClock();
    private final Tokens tokens =
            new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), clock);
    private final SettableKeys stored = new SettableKeys();
    private final AtomicLong nanoTime = new AtomicLong(-7);
    private final CurrentKeys keys = new CurrentKeys(tokens, stored, clock, nanoTime::get);
    private final ApiKey key = ApiKey.random(new SecureRandom());

    private static final class SettableClock extends Clock {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class SettableKeys implements GoodKeys {
        private final AtomicLong version = new AtomicLong();
        private volatile List<GoodKey> found = List.of();
        private volatile boolean away;
        private final AtomicInteger loads = new AtomicInteger();
        private final List<Set<Long>> used = new ArrayList<>();
        private volatile Runnable whileLoading = () -> {};

        void set(GoodKey... keys) {
            found = List.of(keys);
            version.incrementAndGet();
        }

        @Override
        public long version() {
            if (away) {
                throw new StoreUnavailable("away");
            }
            return version.get();
        }

        @Override
        public synchronized All all() {
            loads.incrementAndGet();
            All all = new All(version.get(), found);
            whileLoading.run();
            return all;
        }

        @Override
        public synchronized void used(Set<Long> keys) {
            used.add(keys);
        }

        synchronized List<Set<Long>> allUsed() {
            return List.copyOf(used);
        }
    }

    private GoodKey good(long id, Instant expires) {
        Long micros = expires == null ? null : Timestamps.toMicros(expires);
        return GoodKey.of(
                id, key.hash(), new KeyTerms("boiler", Set.of(Permission.INGEST), ROOMS, micros));
    }

    @Test
    void aKeyIsGoodOnceItIsKnownUntilItIsGone() throws InvalidToken {
        assertRefused();
        stored.set(good(7, null));
        assertRefused();
        keys.refresh();
        Principal principal = assertGood();
        assertThat(principal.name()).isEqualTo("key boiler");
        assertThat(principal.scope()).isEqualTo(ROOMS);
        assertThat(principal.may(Permission.INGEST)).isTrue();
        assertThat(principal.may(Permission.READ)).isFalse();
        stored.set();
        assertThat(keys.stillHolds(principal)).isTrue();
        keys.refresh();
        assertRefused();
        assertThat(keys.stillHolds(principal)).isFalse();
    }

    /** Another key has the same name by now. */
    @Test
    void whoWasLetInByAKeyThatIsGoneDoesNotGoOnByAnother() throws InvalidToken {
        stored.set(good(7, null));
        keys.refresh();
        Principal principal = assertGood();
        stored.set(good(8, null));
        keys.refresh();
        assertThat(keys.stillHolds(principal)).isFalse();
    }

    @Test
    void expiresToTheMicrosecondWithoutBeingTold() throws InvalidToken {
        stored.set(good(7, NOON.plusSeconds(60)));
        keys.refresh();
        Principal principal = assertGood();
        clock.now = NOON.plusSeconds(60).minusNanos(1_000);
        assertGood();
        assertThat(keys.stillHolds(principal)).isTrue();
        clock.now = NOON.plusSeconds(60);
        assertRefused();
        assertThat(keys.stillHolds(principal)).isFalse();
    }

    @Test
    void comesInBothWaysAndNoOther() throws InvalidToken {
        stored.set(good(7, null));
        keys.refresh();
        Principal principal = assertGood();
        assertThat(keys.verifyBearer("Bearer " + key.text())).isEqualTo(principal);
        assertThat(keys.verifyBearer("bearer  " + key.text() + " ")).isEqualTo(principal);
        for (String authorization :
                new String[] {
                    key.text(),
                    "Basic " + key.text(),
                    "Bearer" + key.text(),
                    "Bearer " + key.text() + "A",
                    "Bearer x" + key.text(),
                    "Bearer Bearer " + key.text(),
                    null
                }) {
            assertThatExceptionOfType(InvalidToken.class)
                    .as(authorization)
                    .isThrownBy(() -> keys.verifyBearer(authorization));
        }
        assertThat(keys.principalOf("Bearer " + key.text())).isNull();
    }

    @Test
    void tokensGoOnToBeCheckedAsBefore() throws InvalidToken {
        Principal ann = new Principal("ann", Role.USER);
        String token = tokens.issue(ann, Duration.ofMinutes(5)).text();
        assertThat(keys.verifyBearer("Bearer " + token)).isEqualTo(ann);
        assertThat(keys.stillHolds(ann)).isTrue();
        assertThat(keys.principalOf(token)).isNull();
        assertThatExceptionOfType(InvalidToken.class).isThrownBy(() -> keys.verifyKey(token));
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> keys.verifyBearer(null))
                .withMessageContaining("POST /login");
    }

    @Test
    void allKeysAreLookedForOnlyWhenSomethingHasChanged() {
        stored.set(good(7, null));
        keys.refresh();
        keys.refresh();
        keys.refresh();
        assertThat(stored.loads.get()).isEqualTo(1);
        stored.version.decrementAndGet();
        keys.refresh();
        assertThat(stored.loads.get()).as("of a database that was put back").isEqualTo(2);
    }

    /** A replica has taken the database's place, without its last change, and has made another. */
    @Test
    void aNumberThatMeansSomethingElseByNowIsBelievedForAMinuteAtMost() throws InvalidToken {
        stored.set(good(7, null));
        keys.refresh();
        stored.set();
        stored.version.decrementAndGet();
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
        keys.refresh();
        assertGood();
        nanoTime.addAndGet(1);
        keys.refresh();
        assertRefused();
        assertThat(stored.loads.get()).isEqualTo(2);
        keys.refresh();
        assertThat(stored.loads.get()).as("in this minute").isEqualTo(2);
    }

    @Test
    void whatChangesWhileTheyAreLookedForIsFoundTheNextTime() throws InvalidToken {
        stored.set(good(7, null));
        stored.whileLoading = () -> stored.set();
        keys.refresh();
        assertGood();
        stored.whileLoading = () -> {};
        keys.refresh();
        assertRefused();
    }

    /** What was asked first and answered last would bring a revoked key back. */
    @Test
    void whatIsAskedLastStandsLast() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        stored.set(good(7, null));
        stored.whileLoading =
                () -> {
                    loading.countDown();
                    awaitUnchecked(go);
                };
        Thread first = Thread.startVirtualThread(keys::refresh);
        loading.await();
        stored.whileLoading = () -> {};
        stored.set();
        Thread second = Thread.startVirtualThread(keys::refresh);
        await().until(() -> second.getState() == Thread.State.WAITING || !second.isAlive());
        go.countDown();
        first.join();
        second.join();
        assertRefused();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void learnsByItselfAndWhileTheDatabaseIsAwayWhatWasKnownHolds() throws InvalidToken {
        stored.set(good(7, null));
        keys.refresh();
        keys.start();
        try (keys) {
            assertGood();
            stored.away = true;
            stored.set();
            keys.learn();
            assertGood();
            stored.away = false;
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(keys.principalOf(key.text())).isNull());
        }
    }

    @Test
    void doesNotStartWithoutKnowing() {
        stored.away = true;
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(keys::refresh);
        assertThatIllegalStateException().isThrownBy(keys::start);
    }

    @Test
    void tellsWhichKeysAreUsed() {
        stored.set(good(7, null));
        keys.refresh();
        keys.start();
        try (keys) {
            keys.principalOf(key.text());
            keys.principalOf(ApiKey.random(new SecureRandom()).text());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(stored.allUsed()).containsExactly(Set.of(7L)));
        }
    }

    @Test
    void nothingShowsAHash() {
        assertThat(good(7, null).toString()).doesNotContain(key.hash());
    }

    private Principal assertGood() throws InvalidToken {
        Principal principal = keys.verifyKey(key.text());
        assertThat(keys.principalOf(key.text())).isEqualTo(principal);
        return principal;
    }

    private void assertRefused() {
        assertThat(keys.principalOf(key.text())).isNull();
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> keys.verifyKey(key.text()))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(key.text()));
    }
}
