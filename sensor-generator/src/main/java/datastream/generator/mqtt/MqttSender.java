package datastream.generator.mqtt;

import datastream.generator.simulation.Batch;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.RejectionLog;
import datastream.generator.simulation.Window;
import datastream.reading.Rejection;
import datastream.reading.Sensor;
import datastream.wire.OutcomeJson;
import datastream.wire.ReadingTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one sensor as messages, each a batch with an answer of its own: only the
 * collector's end-to-end acknowledgement settles it, never the broker's. A message whose answer
 * does not come in time is sent again with the same readings, which is harmless, but not before the
 * MQTT client has let go of it: so at most one copy of each batch takes memory there, whatever the
 * broker does. Thread-safe; calls neither the client nor other senders with its lock held.
 */
final class MqttSender implements ReadingSender {

    private static final int MOST_READINGS_PER_MESSAGE = 1_000;

    /** Beyond this, readings gather to larger messages while they wait. */
    private static final int MOST_UNDERWAY = 16;

    private final long number;
    private final Window window;
    private final MqttUplink uplink;
    private final String topic;
    private final RejectionLog rejectionLog;

    private final Object lock = new Object();

    /** By the number of its batch; each has a slot for as long as it is in here. */
    private final Map<Long, Sent> underway = new HashMap<>();

    /** What was sent before this {@link System#nanoTime} went with a connection that has ended. */
    private long connectedAt = System.nanoTime();

    /** Number of the newest batch that was ever sent. */
    private long newest;

    private boolean closed;

    /** A message that is unanswered, or in the client, or both; guarded by the lock. */
    private static final class Sent {

        final Batch batch;
        final Duration goodFor;

        /** An answer may then be that to an earlier copy. */
        final boolean again;

        /** When it was handed to the client, and then when the broker took it. */
        long atNanos = System.nanoTime();

        /** Until the broker has acknowledged it, or the client has given it up. */
        boolean inClient = true;

        /** No collector was subscribed: there will be no answer. */
        boolean untaken;

        /** Nobody waits for its answer any more. */
        boolean over;

        Sent(Batch batch, Duration goodFor, boolean again) {
            this.batch = batch;
            this.goodFor = goodFor;
            this.again = again;
        }

        boolean isUntaken() {
            return untaken && !over;
        }

        boolean isLate() {
            return isUnanswered() && ageNanos() > goodFor.toNanos();
        }

        boolean isOlderThan(long nanoTime) {
            return isUnanswered() && atNanos - nanoTime < 0;
        }

        long ageNanos() {
            return System.nanoTime() - atNanos;
        }

        private boolean isUnanswered() {
            return !inClient && !over;
        }
    }

    MqttSender(long number, Sensor sensor, Window window, MqttUplink uplink) {
        this.number = number;
        this.window = window;
        this.uplink = uplink;
        topic = ReadingTopics.of(sensor);
        rejectionLog = new RejectionLog(sensor);
    }

    @Override
    public void readingsWait() {
        while (uplink.isOnline() && wantsSlot() && uplink.slots().acquire(this)) {
            Sent sent = next();
            if (sent == null) {
                uplink.slots().release(1);
                return;
            }
            byte[] payload = ReadingPayload.encode(sent.batch);
            var _ =
                    uplink.publish(
                                    topic,
                                    new Correlation(number, sent.batch.number()),
                                    payload,
                                    sent.goodFor)
                            .whenComplete((taken, _) -> leftClient(sent, taken));
        }
    }

    /** The collector's answer to one message; one that nobody waits for changes nothing. */
    void answered(long batchNumber, OutcomeJson outcome) {
        Sent sent;
        boolean gone;
        synchronized (lock) {
            sent = underway.get(batchNumber);
            if (sent == null || sent.over) {
                return;
            }
            gone = over(sent);
        }
        if (!sent.again) {
            uplink.answerTime().answered(sent.ageNanos());
        }
        outcome.rejected().stream().findFirst().ifPresent(this::log);
        // Whatever the answer does not call stored is not: a malformed payload counts 0.
        int stored = outcome.committed() + outcome.duplicates();
        window.settle(sent.batch, sent.batch.size() - stored);
        if (gone) {
            freeSlots(1);
        }
    }

    /** Broker or client are done with this copy, however that came about. */
    private void leftClient(Sent sent, @Nullable Boolean taken) {
        boolean gone;
        synchronized (lock) {
            sent.inClient = false;
            if (taken != null) {
                // Only now does it begin to wait for a collector.
                sent.atNanos = System.nanoTime();
            }
            sent.untaken = Boolean.FALSE.equals(taken);
            gone = sent.over && underway.remove(sent.batch.number(), sent);
        }
        if (gone) {
            freeSlots(1);
        } else {
            resend(one -> one.isLate() || one.isOlderThan(connectedAt));
        }
    }

    /**
     * Sends again what is unanswered and was sent before the connection of this {@link
     * System#nanoTime}: at once, or when the client has let go of it.
     */
    void resendFromBefore(long connected) {
        synchronized (lock) {
            connectedAt = connected;
        }
        resend(one -> one.isOlderThan(connectedAt) || one.isUntaken());
    }

    /**
     * Sends again what was not answered in time, and what reached no collector, however young.
     *
     * @return whether answers are late
     */
    boolean resendLate() {
        boolean late;
        synchronized (lock) {
            late = underway.values().stream().anyMatch(Sent::isLate);
        }
        resend(one -> one.isLate() || one.isUntaken());
        return late;
    }

    private void resend(Predicate<Sent> which) {
        List<Batch> late;
        synchronized (lock) {
            late =
                    underway.values().stream()
                            .filter(which)
                            .map(sent -> sent.batch)
                            .sorted((a, b) -> Long.compare(a.number(), b.number()))
                            .toList();
            late.forEach(batch -> underway.remove(batch.number()));
        }
        late.forEach(window::resend);
        freeSlots(late.size());
    }

    @Override
    public void close() {
        uplink.forget(number);
        int gone = 0;
        synchronized (lock) {
            closed = true;
            for (Sent sent : List.copyOf(underway.values())) {
                gone += over(sent) ? 1 : 0;
            }
        }
        uplink.slots().release(gone);
    }

    /** Whether its slot is free: what the client still has keeps it. */
    private boolean over(Sent sent) {
        sent.over = true;
        return !sent.inClient && underway.remove(sent.batch.number(), sent);
    }

    private void freeSlots(int count) {
        uplink.slots().release(count);
        readingsWait();
    }

    private boolean wantsSlot() {
        synchronized (lock) {
            return maySend() && window.hasBatch();
        }
    }

    private boolean maySend() {
        return !closed && underway.size() < MOST_UNDERWAY;
    }

    private @Nullable Sent next() {
        synchronized (lock) {
            Batch batch = maySend() ? window.take(MOST_READINGS_PER_MESSAGE) : null;
            if (batch == null) {
                return null;
            }
            boolean again = batch.number() <= newest;
            newest = Math.max(newest, batch.number());
            Sent sent = new Sent(batch, uplink.answerTime().now(), again);
            underway.put(batch.number(), sent);
            return sent;
        }
    }

    private void log(Rejection rejection) {
        rejectionLog.rejected(rejection.field(), rejection.message());
    }
}
