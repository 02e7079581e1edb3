package datastream.generator.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(RetryPolicy.DEFAULT, new Random(1));

    @Test
    void doublesUpToFiveSecondsWithJitter() {
        long[] bounds = {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000};
        for (long bound : bounds) {
            assertThat(backoff.next())
                    .isBetween(Duration.ofMillis(bound / 2), Duration.ofMillis(bound));
        }
    }

    @Test
    void beginsAnewAfterSuccess() {
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
}
