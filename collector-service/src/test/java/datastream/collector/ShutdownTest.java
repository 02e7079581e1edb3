package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShutdownTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Shutdown shutdown = new Shutdown();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void waitsForAStepBeforeTheNextBegins() {
        CountDownLatch begun = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> {
                    await(begun);
                    done.add("meanwhile");
                });
        shutdown.step(
                "first",
                LONG,
                () -> {
                    begun.countDown();
                    while (done.isEmpty()) {
                        Thread.onSpinWait();
                    }
                    done.add("first");
                });
        shutdown.step("second", LONG, () -> done.add("second"));
        assertThat(done).containsExactly("meanwhile", "first", "second");
    }

    @Test
    void aStepThatFailsSkipsNoLaterOne() {
        shutdown.step(
                "failing",
                LONG,
                () -> {
                    throw new IllegalStateException("told to fail");
                },
                () -> done.add("beside"));
        shutdown.step(
                "broken",
                LONG,
                () -> {
                    throw new StackOverflowError("told to fail");
                });
        shutdown.step("last", LONG, () -> done.add("last"));
        assertThat(done).containsExactly("beside", "last");
    }

    @Test
    void aStepThatHangsHoldsNoLaterOneUp() {
        CountDownLatch never = new CountDownLatch(1);
        shutdown.step("hanging", Duration.ofMillis(50), () -> await(never));
        shutdown.step("last", LONG, () -> done.add("last"));
        assertThat(done).containsExactly("last");
    }

    @Test
    void runsThePartsOfAStepSideBySide() {
        CyclicBarrier both = new CyclicBarrier(2);
        shutdown.step("doors", LONG, () -> meet(both), () -> meet(both));
        assertThat(done).containsExactly("met", "met");
    }

    @Test
    void tellsTheTimeThatIsLeft() {
        assertThat(shutdown.left(LONG)).isBetween(Duration.ofMinutes(50), LONG);
        assertThat(shutdown.left(Duration.ofSeconds(-1))).isZero();
    }

    private void meet(CyclicBarrier both) {
        try {
            both.await();
            done.add("met");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
