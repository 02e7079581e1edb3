package datastream.generator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final Window window = new Window(10);

    @Test
    void givesOutReadingsInOrderInBatchesOfTheAskedSize() {
        add(5);

        assertThat(timestamps(window.take(3))).containsExactly(0L, 1L, 2L);
        assertThat(timestamps(window.take(3))).containsExactly(3L, 4L);
        assertThat(window.take(3)).isNull();
    }

    @Test
    void keepsReadingsUntilTheyAreSettled() {
        add(10);
        Batch first = window.take(4);
        window.take(6);

        assertThat(window.room()).isZero();
        window.settle(first, 0);
        assertThat(window.room()).isEqualTo(4);
        assertThat(window.counts()).isEqualTo(new Counts(10, 4, 0, 0, 6, 0));
    }

    @Test
    void aRejectionCountsAsRejectedAndTheRestAsAcknowledged() {
        add(5);
        window.settle(window.take(5), 2);

        assertThat(window.counts()).isEqualTo(new Counts(5, 3, 0, 2, 0, 0));
    }

    @Test
    void aSecondAnswerChangesNothing() {
        add(5);
        Batch batch = window.take(5);
        window.settle(batch, 0);
        window.settle(batch, 5);

        assertThat(window.counts()).isEqualTo(new Counts(5, 5, 0, 0, 0, 0));
    }

    @Test
    void resendsEverythingUnsettledInOrderBeforeAnythingNew() {
        add(6);
        Batch first = window.take(2);
        Batch second = window.take(2);
        Batch third = window.take(2);
        window.settle(second, 0);
        add(1);
        window.resendAll();

        assertThat(window.take(5)).isSameAs(first);
        assertThat(window.take(5)).isSameAs(third);
        assertThat(window.take(5).size()).isEqualTo(1);
        assertThat(window.counts().retried()).isEqualTo(4);
    }

    @Test
    void aBatchAnsweredBeforeItIsResentIsNotResent() {
        add(2);
        Batch batch = window.take(2);
        window.resend(batch);
        window.settle(batch, 0);

        assertThat(window.take(5)).isNull();
        assertThat(window.counts().retried()).isZero();
    }

    @Test
    void countsAddUpAtEveryMomentWhateverTheSenderDoes() throws InterruptedException {
        Window busy = new Window(1_000);
        AtomicBoolean done = new AtomicBoolean();
        Thread measuring = Thread.ofVirtual().start(() -> measure(busy, 100_000, done));
        Thread sending = Thread.ofVirtual().start(() -> sendBadly(busy, done));
        while (measuring.isAlive() || sending.isAlive()) {
            assertAddsUp(busy.counts());
        }
        measuring.join();
        sending.join();

        assertAddsUp(busy.counts());
        assertThat(busy.counts().generated() + busy.counts().skipped()).isEqualTo(100_000);
        assertThat(busy.counts().inFlight()).isZero();
        assertThat(busy.counts().rejected()).isPositive();
        assertThat(busy.counts().retried()).isPositive();
    }

    private static void measure(Window window, int readings, AtomicBoolean done) {
        for (int i = 0; i < readings; i++) {
            if (window.room() > 0) {
                window.add(i, i);
            } else {
                window.countSkipped();
            }
        }
        done.set(true);
    }

    private static void sendBadly(Window window, AtomicBoolean done) {
        Random random = new Random(1);
        List<Batch> sent = new ArrayList<>();
        while (!done.get() || window.counts().inFlight() > 0) {
            Batch batch = window.take(1 + random.nextInt(50));
            if (batch != null) {
                sent.add(batch);
            }
            switch (random.nextInt(4)) {
                case 0 -> window.resendAll();
                case 1 -> sent.stream().findFirst().ifPresent(window::resend);
                default -> {
                    sent.forEach(b -> window.settle(b, random.nextInt(2)));
                    sent.clear();
                }
            }
        }
    }

    private static void assertAddsUp(Counts counts) {
        assertThat(counts.acknowledged() + counts.rejected() + counts.inFlight())
                .as("%s", counts)
                .isEqualTo(counts.generated());
    }

    private void add(int readings) {
        for (int i = 0; i < readings; i++) {
            window.add(i, 20 + i);
        }
    }

    private static List<Long> timestamps(Batch batch) {
        return IntStream.range(0, batch.size()).mapToObj(batch::timestampMicros).toList();
    }
}
