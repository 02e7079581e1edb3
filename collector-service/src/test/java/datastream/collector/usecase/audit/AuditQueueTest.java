package datastream.collector.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Door;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AuditQueueTest {

    private static final AuditEvent EVENT =
            new AuditEvent(
                    AuditKind.LOG_IN,
                    new Actor("ann", Source.of("192.0.2.7"), Door.HTTP),
                    "ann",
                    null);

    private final List<Gathered> written = new CopyOnWriteArrayList<>();

    @Test
    void writesWhatIsNotedAndWhatIsNotedAtTheEnd() {
        AuditQueue queue = new AuditQueue(written::addAll);
        queue.start();
        queue.note(EVENT);
        await().until(() -> !written.isEmpty());
        queue.note(EVENT);
        queue.note(EVENT);
        queue.close();
        assertThat(written).containsExactly(new Gathered(EVENT, 1), new Gathered(EVENT, 2));
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void keepsWhatCannotBeWrittenNow() {
        CountDownLatch away = new CountDownLatch(2);
        AuditQueue queue =
                new AuditQueue(events -> {
                    if (away.getCount() > 0) {
                        away.countDown();
                        throw new StoreUnavailable("away");
                    }
                    written.addAll(events);
                });
        queue.start();
        queue.note(EVENT);
        await().until(() -> !written.isEmpty());
        queue.close();
        assertThat(written).containsExactly(new Gathered(EVENT, 1));
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void countsWhatIsLost() {
        AuditQueue queue =
                new AuditQueue(_ -> {
                    throw new IllegalStateException("of no use");
                });
        queue.start();
        queue.note(EVENT);
        await().until(() -> queue.dropped() == 1);
        queue.close();
        queue.note(EVENT);
        assertThat(queue.dropped()).isEqualTo(2);
    }

    @Test
    void noteDoesNotWaitForAWriterThatHangs() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AuditQueue queue =
                new AuditQueue(events -> {
                    begun.countDown();
                    awaitQuietly(goOn);
                    written.addAll(events);
                });
        queue.start();
        queue.note(EVENT);
        begun.await();
        // Would never return if it waited.
        queue.note(EVENT);
        goOn.countDown();
        queue.close();
        assertThat(written).containsExactly(new Gathered(EVENT, 1), new Gathered(EVENT, 1));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
