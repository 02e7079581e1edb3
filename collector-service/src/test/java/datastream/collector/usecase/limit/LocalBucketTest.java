package datastream.collector.usecase.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalBucketTest {

    private static final long SECOND = 1_000_000;

    private final LocalBucket bucket = new LocalBucket(new RequestLimit(60, 3), -7 * SECOND);

    @Test
    void isFullAtFirstAndSaysWhatIsLeft() {
        long now = -7 * SECOND;
        assertThat(bucket.take(now).remaining()).isEqualTo(2);
        assertThat(bucket.take(now).remaining()).isEqualTo(1);
        assertThat(bucket.take(now)).isEqualTo(new Ruling(true, 0, Duration.ofSeconds(1)));
        assertThat(bucket.take(now + SECOND / 4))
                .isEqualTo(new Ruling(false, 0, Duration.ofMillis(750)));
    }

    @Test
    void whoComesAfterTheTimeThatHeWasToldPasses() {
        long now = 0;
        for (int i = 0; i < 3; i++) {
            bucket.take(now);
        }
        for (int i = 0; i < 5; i++) {
            Ruling refused = bucket.take(now);
            assertThat(refused.passed()).isFalse();
            long wait = refused.next().toNanos() / 1_000;
            assertThat(bucket.take(now + wait - 1).passed()).isFalse();
            assertThat(bucket.take(now + wait).passed()).isTrue();
            now += wait;
        }
        assertThat(now).isEqualTo(5 * SECOND);
    }

    @Test
    void doesNotGatherMoreThanItTakes() {
        long later = Duration.ofDays(1).toSeconds() * SECOND;
        int passed = 0;
        while (bucket.take(later).passed()) {
            passed++;
        }
        assertThat(passed).isEqualTo(3);
    }
}
