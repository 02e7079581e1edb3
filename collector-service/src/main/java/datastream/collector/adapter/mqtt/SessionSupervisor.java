package datastream.collector.adapter.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import datastream.settings.BrokerAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session open: after each that has ended, for whatever reason, it opens another, after a
 * pause that grows to two seconds. A subscription that fails ends its session too.
 *
 * <p>It ends a session itself when that has stalled: later messages are settled and the oldest is
 * not, for 30 seconds. Then something has been lost on our side, and the broker delivers again what
 * is not acknowledged. While nothing at all is settled the database is away: a new session would
 * only bring copies of what waits here already, so it is left alone. A stall that a new session
 * does not mend is given twice the time.
 *
 * <p>It also renews a session that has brought nothing for 15 seconds, twice that if the next
 * brings nothing either, and so on up to some minutes: a broker may forget to deliver (HiveMQ CE
 * does, now and then, to shared subscriptions), and remembers when somebody connects. Nobody is
 * told of it.
 *
 * <p>Thread-safe.
 */
final class SessionSupervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSupervisor.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int QUIET_TIMES_PER_PATIENCE = 2;
    private static final String STOPS = "the collector stops";
    private static final int MOST_DOUBLINGS = 5;
    private static final long WATCHES_PER_PATIENCE = 30;

    /** A session that has lasted so long was a good one, however it ends. */
    private static final Duration GOOD = Duration.ofSeconds(5);

    private static final Duration LAST_ACKNOWLEDGEMENTS = Duration.ofSeconds(1);

    private final BrokerAddress broker;
    private final Supplier<BrokerSession> sessions;
    private final Duration patience;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("mqtt-supervisor").factory());

    /** From here on, only the timer's thread writes; volatile is what others read. */
    private final ReconnectPause pause = new ReconnectPause();

    private int doublings;
    private int quietDoublings;
    private long openedAt;
    private boolean lossSaid;
    private volatile @Nullable BrokerSession session;
    private volatile boolean subscribed;
    private volatile boolean stopping;

    SessionSupervisor(BrokerAddress broker, Supplier<BrokerSession> sessions) {
        this(broker, sessions, PATIENCE);
    }

    /**
     * @param sessions makes a session that is not open yet
     * @param patience how long a stall may last, before the first new session
     */
    SessionSupervisor(BrokerAddress broker, Supplier<BrokerSession> sessions, Duration patience) {
        this.broker = broker;
        this.sessions = sessions;
        this.patience = patience;
    }

    /** Begins to connect, and goes on trying; returns at once. */
    void start() {
        timer.execute(this::open);
        long interval = patience.toMillis() / WATCHES_PER_PATIENCE;
        var _ =
                timer.scheduleWithFixedDelay(
                        this::watch, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Whether messages come now. */
    boolean subscribed() {
        return subscribed;
    }

    /** The session that there is stays open to its end; there will be no other. */
    void stop() {
        stopping = true;
    }

    private void open() {
        if (stopping) {
            return;
        }
        openedAt = System.nanoTime();
        BrokerSession made;
        try {
            made = sessions.get();
        } catch (RuntimeException | Error e) {
            // One that escapes would be the last attempt.
            reopen(e);
            LOG.error("MQTT: no session could be made for a reason of our own", e);
            return;
        }
        session = made;
        if (stopping) {
            // Whoever closes may have looked before this session was there.
            made.end(new IllegalStateException(STOPS));
        } else {
            begin(made);
        }
    }

    private void begin(BrokerSession made) {
        var _ = made.ended().thenAcceptAsync(this::reopen, timer);
        try {
            var _ = made.open().thenRunAsync(() -> opened(made), timer);
        } catch (RuntimeException | Error e) {
            made.end(e);
            LOG.error("MQTT: a session could not be opened for a reason of our own", e);
        }
    }

    private void opened(BrokerSession opened) {
        if (!opened.isEnded()) {
            subscribed = true;
            lossSaid = false;
            LOG.info("MQTT: connected to {}", broker);
        }
    }

    private void reopen(Throwable reason) {
        if (stopping) {
            subscribed = false;
            return;
        }
        if (reason instanceof Renewal) {
            timer.execute(this::open);
            return;
        }
        if (subscribed && age().compareTo(GOOD) > 0) {
            pause.reset();
        }
        subscribed = false;
        var _ = timer.schedule(this::open, pause.next().toMillis(), TimeUnit.MILLISECONDS);
        sayLoss(reason);
    }

    /** One that throws would be the last watch. */
    private void watch() {
        try {
            endWhenStalled();
        } catch (RuntimeException | Error e) {
            LOG.error("MQTT: the session could not be watched for a reason of our own", e);
        }
    }

    private void endWhenStalled() {
        BrokerSession watched = session;
        if (watched == null || watched.isEnded()) {
            return;
        }
        Duration limit = patience.multipliedBy(1L << doublings);
        if (watched.inHand().overtaken().compareTo(limit) > 0) {
            doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
            watched.end(new IllegalStateException("a message was not settled for " + limit));
        } else if (age().compareTo(limit.multipliedBy(2)) > 0) {
            doublings = 0;
        }
        renewWhenQuiet(watched);
    }

    private void renewWhenQuiet(BrokerSession watched) {
        if (watched.inHand().tookAny()) {
            quietDoublings = 0;
        }
        Duration limit =
                patience.dividedBy(QUIET_TIMES_PER_PATIENCE).multipliedBy(1L << quietDoublings);
        if (subscribed && watched.inHand().quiet().compareTo(limit) > 0) {
            quietDoublings = Math.min(quietDoublings + 1, MOST_DOUBLINGS);
            LOG.debug("MQTT: no message for {}, connecting anew", limit);
            watched.end(new Renewal());
        }
    }

    /** Why a session ends that may have been forgotten. */
    private static final class Renewal extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    /** The first loss is said, the attempts that follow are not. */
    private void sayLoss(Throwable reason) {
        if (!lossSaid) {
            lossSaid = true;
            LOG.warn(
                    "MQTT: no connection to {}; trying until there is one: {}",
                    broker,
                    description(reason));
        }
    }

    private static String description(Throwable reason) {
        return switch (reason) {
            case CompletionException e when e.getCause() != null -> description(e.getCause());
            case Mqtt5DisconnectException e ->
                    e.getMessage() + " " + e.getMqttMessage().getReasonCode();
            default -> String.valueOf(reason.getMessage());
        };
    }

    /** Waits a moment for what is in hand to be settled, then says good-bye to the broker. */
    @Override
    public void close() {
        stop();
        timer.shutdownNow();
        BrokerSession last = session;
        try {
            if (last != null) {
                close(last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        subscribed = false;
    }

    private static void close(BrokerSession last) throws InterruptedException {
        if (!last.isEnded() && !last.inHand().awaitNone(LAST_ACKNOWLEDGEMENTS)) {
            LOG.info("MQTT: {} messages stay with the broker", last.inHand().count());
        }
        last.close(new IllegalStateException(STOPS));
    }
}
