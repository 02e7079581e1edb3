package datastream.collector.usecase.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.InMemoryBuckets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedBucketTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final InMemoryBuckets buckets = new InMemoryBuckets();

    private SharedBucket bucket(RequestLimit limit) {
        return bucket(limit, buckets, LONG);
    }

    private SharedBucket bucket(RequestLimit limit, Buckets from, Duration patience) {
        Asks asks = new Asks(2, 0, buckets::micros);
        return new SharedBucket("id", limit, from, asks, buckets::micros, patience);
    }

    private static int passed(SharedBucket bucket, int tries) {
        int passed = 0;
        for (int i = 0; i < tries; i++) {
            Ruling ruling = bucket.take();
            assertThat(ruling).isNotNull();
            passed += ruling.passed() ? 1 : 0;
        }
        return passed;
    }

    @Test
    void fewRequestsAskTheDatabase() {
        assertThat(passed(bucket(new RequestLimit(12_000, 2_000)), 1_000)).isEqualTo(1_000);
        assertThat(buckets.questions()).isEqualTo(5);
    }

    @Test
    void saysHowManyMayFollow() {
        SharedBucket bucket = bucket(new RequestLimit(60, 30));
        for (int left = 29; left >= 0; left--) {
            assertThat(bucket.take()).isEqualTo(new Ruling(true, left, Duration.ofSeconds(1)));
        }
        assertThat(bucket.take()).isEqualTo(new Ruling(false, 0, Duration.ofSeconds(1)));
        buckets.pass(Duration.ofSeconds(12));
        assertThat(bucket.take()).isEqualTo(new Ruling(true, 11, Duration.ofSeconds(1)));
    }

    @Test
    void anEmptyOneIsNotAskedForAgainTooSoon() {
        SharedBucket bucket = bucket(new RequestLimit(600_000, 3));
        assertThat(passed(bucket, 50)).isEqualTo(3);
        int questions = buckets.questions();
        buckets.pass(Duration.ofMillis(99));
        assertThat(passed(bucket, 50)).isZero();
        assertThat(buckets.questions()).isEqualTo(questions);
        buckets.pass(Duration.ofMillis(1));
        assertThat(passed(bucket, 50)).isEqualTo(3);
    }

    /** What is not used ends when the shared bucket would have run over. */
    @Test
    void whatACollectorHoldsDoesNotAddToAFullBucket() {
        RequestLimit limit = new RequestLimit(60, 80);
        SharedBucket one = bucket(limit);
        SharedBucket other = bucket(limit);
        assertThat(passed(one, 1)).isEqualTo(1);
        buckets.pass(Duration.ofMinutes(5));
        assertThat(passed(one, 100) + passed(other, 100)).isEqualTo(80);
    }

    @Test
    void whatOneCollectorHoldsTheOtherDoesNotGetUntilItComesBack() {
        RequestLimit limit = new RequestLimit(60, 80);
        assertThat(passed(bucket(limit), 1)).isEqualTo(1);
        SharedBucket other = bucket(limit);
        assertThat(passed(other, 100)).isEqualTo(70);
        buckets.pass(Duration.ofSeconds(20));
        assertThat(passed(other, 100)).isEqualTo(20);
    }

    /** Between any two requests that pass: all at once, and what has come back. */
    @ParameterizedTest
    @CsvSource({"600, 5, 1", "600, 40, 2", "6000, 200, 3", "600000, 1000, 4", "1200, 100, 5"})
    void moreThanTheLimitNeverPasses(int perMinute, int atOnce, long seed) {
        RequestLimit limit = new RequestLimit(perMinute, atOnce);
        Random random = new Random(seed);
        List<SharedBucket> collectors = List.of(bucket(limit), bucket(limit), bucket(limit));
        List<Long> passed = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            buckets.pass(pause(random, limit));
            Ruling ruling = collectors.get(random.nextInt(3)).take();
            assertThat(ruling).isNotNull();
            if (ruling.passed()) {
                passed.add(buckets.micros());
            }
        }
        assertThat(passed).hasSizeGreaterThan(1_000).hasSizeLessThan(12_000);
        assertNoneTooMany(passed, limit);
    }

    /** Mostly too short; now and again long enough for the bucket to fill. */
    private static Duration pause(Random random, RequestLimit limit) {
        double longest =
                switch (random.nextInt(4 * limit.atOnce())) {
                    case 0 -> 2.0 * limit.atOnce();
                    case 1 -> limit.atOnce() / 2.0;
                    default -> 0.5;
                };
        long micros = (long) (random.nextDouble() * longest * limit.eachMicros());
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    private static void assertNoneTooMany(List<Long> passed, RequestLimit limit) {
        LocalBucket ideal = new LocalBucket(limit, passed.getFirst());
        assertThat(passed).allMatch(time -> ideal.take(time).passed());
    }

    @Test
    void whoKeepsToTheRateIsNeverRefusedAtWhicheverCollector() {
        RequestLimit limit = new RequestLimit(6_000, 100);
        List<SharedBucket> collectors = List.of(bucket(limit), bucket(limit));
        for (int i = 0; i < 5_000; i++) {
            assertThat(passed(collectors.get(i % 2), 1)).as("request %d", i).isEqualTo(1);
            buckets.pass(Duration.of(limit.eachMicros(), ChronoUnit.MICROS));
        }
    }

    @Test
    void withoutTheDatabaseNobodyIsAskedForASecond() {
        RefusingBuckets away = new RefusingBuckets();
        SharedBucket bucket = bucket(new RequestLimit(60, 3), away, LONG);
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.take()).isNull();
        }
        assertThat(away.questions).hasValue(1);
        away.back = buckets;
        assertThat(bucket.take()).isNull();
        buckets.pass(Duration.ofSeconds(1));
        assertThat(passed(bucket, 10)).isEqualTo(3);
    }

    @Test
    void aDatabaseThatHangsHoldsUpOneRequestAndIsHeardLater() {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger questions = new AtomicInteger();
        Buckets slow =
                new OneSided((id, limit, most) -> {
                    questions.incrementAndGet();
                    awaitQuietly(answer);
                    return buckets.take(id, limit, most);
                });
        SharedBucket bucket = bucket(new RequestLimit(60, 30), slow, Duration.ofMillis(20));
        assertThat(bucket.take()).isNull();
        assertThat(bucket.take()).isNull();
        assertThat(questions).hasValue(1);
        answer.countDown();
        Ruling heard = await().until(bucket::take, Objects::nonNull);
        assertThat(heard.passed()).isTrue();
        assertThat(questions).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aloneItHasTheSameLimit() {
        SharedBucket bucket = bucket(new RequestLimit(60, 3));
        int passed = 0;
        for (int i = 0; i < 10; i++) {
            passed += bucket.takeAlone().passed() ? 1 : 0;
        }
        assertThat(passed).isEqualTo(3);
        buckets.pass(Duration.ofSeconds(1));
        assertThat(bucket.takeAlone().passed()).isTrue();
        assertThat(bucket.takeAlone().passed()).isFalse();
    }

    /** Taking as a lambda. */
    private interface Taking {
        Buckets.Lease take(String id, RequestLimit limit, int most);
    }

    private record OneSided(Taking taking) implements Buckets {
        @Override
        public Lease take(String id, RequestLimit limit, int most) {
            return taking.take(id, limit, most);
        }

        @Override
        public int forget(int most) {
            return 0;
        }
    }

    /** A database that is away, until there is another. */
    private static final class RefusingBuckets implements Buckets {

        private final AtomicInteger questions = new AtomicInteger();
        private volatile @Nullable Buckets back;

        @Override
        public Lease take(String id, RequestLimit limit, int most) {
            questions.incrementAndGet();
            Buckets there = back;
            if (there == null) {
                throw new StoreUnavailable("away", new IllegalStateException());
            }
            return there.take(id, limit, most);
        }

        @Override
        public int forget(int most) {
            return 0;
        }
    }
}
