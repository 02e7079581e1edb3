package datastream.collector.usecase.limit;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.limit.Buckets.Lease;
import datastream.security.KeyedDigest;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What shared buckets promise; run over the in-memory fake and over every real server. */
public abstract class BucketsContract {

    private static final String ID = "a".repeat(32);
    private static final String OTHER_ID = "b".repeat(32);

    /** One comes back in a minute. */
    private static final RequestLimit FIVE = new RequestLimit(1, 5);

    private static final long MINUTE = 60_000_000;
    private static final int THREADS = 64;
    private static final int ALLOWED = 1_500;

    /** Empty at the beginning of each test. */
    protected abstract Buckets buckets();

    /** The same, as another collector has it. */
    protected abstract Buckets elsewhere();

    /** As if so much time had gone by. */
    protected abstract void pass(Duration time);

    @Test
    void givesWhatThereIsAndSaysFromWhenItIsGood() {
        Lease first = buckets().take(ID, FIVE, 3);
        Lease second = elsewhere().take(ID, FIVE, 3);
        Lease third = buckets().take(ID, FIVE, 3);
        assertThat(List.of(first.tokens(), second.tokens(), third.tokens()))
                .containsExactly(3, 2, 0);
        assertThat(first.aheadMicros()).isBetween(-MINUTE / 2, 0L);
        assertThat(second.aheadMicros()).isBetween(3 * MINUTE - MINUTE / 2, 3 * MINUTE);
        assertThat(third.aheadMicros()).isBetween(5 * MINUTE - MINUTE / 2, 5 * MINUTE);
    }

    @Test
    void getsOneBackAfterItsTime() {
        assertThat(buckets().take(ID, FIVE, 5).tokens()).isEqualTo(5);
        pass(Duration.ofSeconds(62));
        assertThat(buckets().take(ID, FIVE, 5).tokens()).isEqualTo(1);
    }

    @Test
    void neverHoldsMoreThanAllAtOnce() {
        buckets().take(ID, FIVE, 2);
        pass(Duration.ofDays(3));
        assertThat(buckets().take(ID, FIVE, 50).tokens()).isEqualTo(5);
    }

    @Test
    void oneIsNotTheOther() {
        buckets().take(ID, FIVE, 5);
        assertThat(buckets().take(OTHER_ID, FIVE, 5).tokens()).isEqualTo(5);
    }

    /** Else everybody would be refused for as long as the clock has been put back. */
    @Test
    void isFullWhenTheClockHasBeenPutBackFar() {
        buckets().take(ID, FIVE, 5);
        pass(Duration.ofDays(-1));
        assertThat(buckets().take(ID, FIVE, 5).tokens()).isEqualTo(5);
    }

    @Test
    void forgetsOnlyWhatIsFullAPortionAtATime() {
        buckets().take(ID, FIVE, 1);
        buckets().take(OTHER_ID, FIVE, 3);
        assertThat(buckets().forget(10)).isZero();
        pass(Duration.ofSeconds(62));
        assertThat(buckets().forget(10)).isEqualTo(1);
        assertThat(buckets().take(OTHER_ID, FIVE, 5).tokens()).isEqualTo(3);
        pass(Duration.ofHours(1));
        buckets().take(ID, FIVE, 1);
        pass(Duration.ofHours(1));
        assertThat(buckets().forget(1)).isEqualTo(1);
        assertThat(buckets().forget(10)).isEqualTo(1);
    }

    /** Eight that ask at the same moment, for one bucket after the other. */
    @Test
    void ofManyQuestionsAtOnceExactlyWhatThereIsIsGiven() throws Exception {
        int askers = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(askers)) {
            for (char name = 'c'; name < 'w'; name++) {
                String id = String.valueOf(name).repeat(32);
                List<Callable<Lease>> questions = new ArrayList<>();
                for (int i = 0; i < askers; i++) {
                    Buckets from = i % 2 == 0 ? buckets() : elsewhere();
                    questions.add(() -> from.take(id, FIVE, 3));
                }
                int given = 0;
                for (Future<Lease> answer : threads.invokeAll(questions)) {
                    given += answer.get().tokens();
                }
                assertThat(given).isEqualTo(5);
            }
        }
    }

    @Test
    void ofManyAtOnceAtTwoCollectorsExactlyAsManyPassAsAreAllowed() throws Exception {
        RequestLimits limits =
                new RequestLimits(new RequestLimit(1, ALLOWED), new RequestLimit(1, ALLOWED));
        List<Future<Integer>> passed = new ArrayList<>();
        try (LimitRequests here = limiter(buckets(), limits);
                LimitRequests there = limiter(elsewhere(), limits);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                LimitRequests one = i % 2 == 0 ? here : there;
                passed.add(threads.submit(() -> passUntilRefused(one)));
            }
            int sum = 0;
            for (Future<Integer> each : passed) {
                sum += each.get();
            }
            assertThat(sum).isEqualTo(ALLOWED);
            assertThat(here.countedAlone() + there.countedAlone()).isZero();
        }
    }

    private static LimitRequests limiter(Buckets buckets, RequestLimits limits) {
        KeyedDigest digest =
                new KeyedDigest(new TokenSecret("0123456789abcdef0123456789abcdef"), "test");
        return new LimitRequests(
                buckets, digest, limits, Duration.ofMinutes(1), () -> System.nanoTime() / 1_000);
    }

    private static int passUntilRefused(LimitRequests limiter) {
        int passed = 0;
        while (limiter.count(
                        new Principal("ann", Role.USER),
                        Source.UNKNOWN,
                        LimitRequests.Errand.ANYTHING_ELSE)
                .ruling()
                .passed()) {
            passed++;
        }
        return passed;
    }
}
