package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.fake.Readings;
import datastream.settings.BrokerAddress;
import datastream.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of sessions that fail for a reason of our own, and of one that comes too late. */
@Timeout(60)
class SessionSupervisorIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final MessageLimits LIMITS = new MessageLimits(10);

    private final AtomicInteger attempts = new AtomicInteger();
    private ScriptedBroker broker;

    @BeforeEach
    void startBroker() throws IOException {
        broker = new ScriptedBroker(0, Readings.series(Readings.ROOM_1, 1));
    }

    @AfterEach
    void stopBroker() throws IOException {
        broker.close();
    }

    @Test
    void goesOnAfterAnError() {
        try (SessionSupervisor supervisor =
                new SessionSupervisor(address(), this::thirdTimeLucky)) {
            supervisor.start();
            await().atMost(SOON).until(supervisor::subscribed);
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void replacesASessionWhoseReceiverHasFailed() {
        try (SessionSupervisor supervisor =
                new SessionSupervisor(address(), () -> session(this::failOnce))) {
            supervisor.start();
            await().atMost(SOON).until(() -> attempts.get() == 2 && supervisor.subscribed());
        }
    }

    @Test
    void aSessionThatIsMadeWhileTheCollectorStopsIsEnded() {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<BrokerSession> late = new AtomicReference<>();
        SessionSupervisor supervisor =
                new SessionSupervisor(
                        address(),
                        () -> {
                            making.countDown();
                            awaitWhateverHappens(closed);
                            late.set(session(() -> {}));
                            return late.get();
                        });
        supervisor.start();
        await().atMost(SOON).until(() -> making.getCount() == 0);
        supervisor.close();
        closed.countDown();
        await().atMost(SOON).until(() -> late.get() != null && late.get().isEnded());
    }

    @Test
    void renewsASessionThatBringsNothing() {
        try (SessionSupervisor supervisor =
                new SessionSupervisor(address(), this::counted, Duration.ofSeconds(1))) {
            supervisor.start();
            await().atMost(SOON).until(() -> attempts.get() >= 3 && supervisor.subscribed());
        }
    }

    private BrokerSession counted() {
        attempts.incrementAndGet();
        return session(() -> {});
    }

    private BrokerSession thirdTimeLucky() {
        if (attempts.incrementAndGet() < 3) {
            throw new StackOverflowError("the test says so");
        }
        return session(() -> {});
    }

    private void failOnce() {
        if (attempts.incrementAndGet() == 1) {
            throw new StackOverflowError("the test says so");
        }
    }

    /** A session that does this with each message. */
    private BrokerSession session(Runnable take) {
        MqttConfig config = new MqttConfig(address(), "supervised");
        return new BrokerSession(config, ClientTls.USUAL, LIMITS, (_, _) -> take.run());
    }

    private BrokerAddress address() {
        return new BrokerAddress(URI.create("mqtt://127.0.0.1:" + broker.port()), null, null);
    }

    /** The interruption that ends the supervisor's thread may come too late in life as well. */
    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean over = false;
        while (!over) {
            try {
                latch.await();
                over = true;
            } catch (InterruptedException e) {
                // Goes on.
            }
        }
    }
}
