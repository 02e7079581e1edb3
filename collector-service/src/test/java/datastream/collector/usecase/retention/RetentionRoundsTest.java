package datastream.collector.usecase.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetentionRoundsTest {

    @Test
    void aRoundThatFailsIsFollowedByTheNext() {
        AtomicInteger rounds = new AtomicInteger();
        Runnable round =
                () -> {
                    switch (rounds.incrementAndGet()) {
                        case 1 -> throw new StoreUnavailable("away");
                        case 2 -> throw new IllegalStateException("a fault");
                        case 3 -> throw new AssertionError("a worse one");
                        default -> {}
                    }
                };
        try (RetentionRounds tested = new RetentionRounds("it", Duration.ofMillis(1), round)) {
            tested.start();
            await().until(() -> rounds.get() > 3);
        }
    }

    @Test
    void aRoundThatGoesOnIsInterruptedAtTheEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Runnable round =
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        Thread.currentThread().interrupt();
                    }
                };
        try (RetentionRounds tested = new RetentionRounds("it", Duration.ofMillis(1), round)) {
            tested.start();
            begun.await();
        }
        assertThat(interrupted).isTrue();
    }
}
