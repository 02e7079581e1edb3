package datastream.collector.usecase.rollup;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.StoreUnavailable;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class KeepRollupsTest {

    /** Does what it was told, and then nothing. */
    private static final class Script implements RollupStore {

        private final Queue<BooleanSupplier> folds = new ConcurrentLinkedQueue<>();
        private final AtomicInteger folded = new AtomicInteger();
        private final AtomicInteger built = new AtomicInteger();
        private int toBuild;

        @Override
        public boolean fold() {
            folded.incrementAndGet();
            BooleanSupplier next = folds.poll();
            return next != null && next.getAsBoolean();
        }

        @Override
        public boolean build() {
            return built.incrementAndGet() <= toBuild;
        }
    }

    private final Script store = new Script();

    @Test
    void goesOnAtOnceWhileThereIsMore() {
        for (int i = 0; i < 50; i++) {
            store.folds.add(() -> true);
        }
        store.toBuild = 50;
        try (KeepRollups rollups = new KeepRollups(store)) {
            rollups.start();
            // With the rest of those who have nothing to do it would take most of a minute.
            await().atMost(10, SECONDS).until(() -> store.folded.get() > 50);
            assertThat(store.built).hasValueGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void goesOnAfterAFailure() {
        store.folds.add(() -> {
            throw new StoreUnavailable("away");
        });
        store.folds.add(() -> {
            throw new IllegalStateException("a fault of our own");
        });
        try (KeepRollups rollups = new KeepRollups(store)) {
            rollups.start();
            await().atMost(10, SECONDS).until(() -> store.folded.get() > 2);
            assertThat(store.built).hasValueGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void doesNothingAnyMoreOnceClosed() {
        KeepRollups rollups = new KeepRollups(store);
        rollups.start();
        await().atMost(10, SECONDS).until(() -> store.folded.get() > 0);
        rollups.close();
        int folded = store.folded.get();
        await().during(Duration.ofMillis(1_500))
                .atMost(10, SECONDS)
                .until(() -> store.folded.get() == folded);
    }

    @Test
    void canBeClosedWithoutHavingBeenStarted() {
        new KeepRollups(store).close();
        assertThat(store.folded).hasValue(0);
    }
}
