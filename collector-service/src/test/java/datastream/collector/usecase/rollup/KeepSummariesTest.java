package datastream.collector.usecase.rollup;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.StoreUnavailable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class KeepSummariesTest {

    private final Queue<BooleanSupplier> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    private boolean make() {
        made.incrementAndGet();
        BooleanSupplier next = script.poll();
        return next != null && next.getAsBoolean();
    }

    @Test
    void goesOnSoonWhileThereIsMore() {
        for (int i = 0; i < 50; i++) {
            script.add(() -> true);
        }
        try (KeepSummaries summaries = new KeepSummaries(this::make)) {
            summaries.start();
            // With the rest of those who have nothing to do it would take minutes.
            await().atMost(10, SECONDS).until(() -> made.get() > 50);
        }
    }

    @Test
    void goesOnAfterAFailure() {
        script.add(() -> {
            throw new StoreUnavailable("away");
        });
        try (KeepSummaries summaries = new KeepSummaries(this::make)) {
            summaries.start();
            await().atMost(20, SECONDS).until(() -> made.get() > 1);
        }
    }

    @Test
    void canBeClosedWithoutHavingBeenStarted() {
        new KeepSummaries(this::make).close();
        assertThat(made).hasValue(0);
    }
}
