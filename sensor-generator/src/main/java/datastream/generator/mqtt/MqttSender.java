package datastream.generator.mqtt;

import datastream.generator.simulation.Batch;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.RejectionLog;
import datastream.generator.simulation.Window;
import datastream.reading.Rejection;
import datastream.reading.Sensor;
import datastream.wire.OutcomeJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one sensor as messages, each a batch with an answer of its own: only the
 * collector's end-to-end acknowledgement settles it, never the broker's. A message whose answer
 * does not come in time is sent again with the same readings, which is harmless. Thread-safe; calls
 * neither the client nor other senders with its lock held.
 */
final class MqttSender implements ReadingSender {

    private static final int MOST_READINGS_PER_MESSAGE = 1_000;

    /** Beyond this, readings gather to larger messages while they wait. */
    private static final int MOST_UNANSWERED = 16;

    private final long number;
    private final Window window;
    private final MqttUplink uplink;
    private final String topic;
    private final RejectionLog rejectionLog;

    private final Object lock = new Object();
    private final Map<Long, Sent> unanswered = new HashMap<>();
    private boolean closed;

    private record Sent(Batch batch, long atNanos) {}

    MqttSender(long number, Sensor sensor, Window window, MqttUplink uplink) {
        this.number = number;
        this.window = window;
        this.uplink = uplink;
        topic = "sensors/" + sensor.type() + "/" + sensor.id1() + "/" + sensor.id2();
        rejectionLog = new RejectionLog(sensor);
    }

    @Override
    public void readingsWait() {
        while (uplink.isOnline() && wantsSlot() && uplink.slots().acquire(this)) {
            Batch batch = next();
            if (batch == null) {
                uplink.slots().release(1);
                return;
            }
            byte[] payload = ReadingPayload.encode(batch);
            uplink.publish(topic, new Correlation(number, batch.number()), payload);
        }
    }

    /** The collector's answer to one message; one that nobody waits for changes nothing. */
    void answered(long batchNumber, OutcomeJson outcome) {
        Sent sent;
        synchronized (lock) {
            sent = unanswered.remove(batchNumber);
        }
        if (sent == null) {
            return;
        }
        outcome.rejected().stream().findFirst().ifPresent(this::log);
        // Whatever the answer does not call stored is not: a malformed payload counts 0.
        int stored = outcome.committed() + outcome.duplicates();
        window.settle(sent.batch(), sent.batch().size() - stored);
        uplink.slots().release(1);
        readingsWait();
    }

    /** Sends again what was sent before this {@link System#nanoTime} and is unanswered. */
    void resendOlderThan(long nanoTime) {
        List<Batch> late = new ArrayList<>();
        synchronized (lock) {
            unanswered.values().stream()
                    .filter(sent -> sent.atNanos() - nanoTime < 0)
                    .map(Sent::batch)
                    .sorted((a, b) -> Long.compare(a.number(), b.number()))
                    .forEach(late::add);
            late.forEach(batch -> unanswered.remove(batch.number()));
        }
        late.forEach(window::resend);
        uplink.slots().release(late.size());
        readingsWait();
    }

    @Override
    public void close() {
        uplink.forget(number);
        int abandoned;
        synchronized (lock) {
            closed = true;
            abandoned = unanswered.size();
            unanswered.clear();
        }
        uplink.slots().release(abandoned);
    }

    private boolean wantsSlot() {
        synchronized (lock) {
            return maySend() && window.hasBatch();
        }
    }

    private boolean maySend() {
        return !closed && unanswered.size() < MOST_UNANSWERED;
    }

    private @Nullable Batch next() {
        synchronized (lock) {
            if (!maySend()) {
                return null;
            }
            Batch batch = window.take(MOST_READINGS_PER_MESSAGE);
            if (batch != null) {
                unanswered.put(batch.number(), new Sent(batch, System.nanoTime()));
            }
            return batch;
        }
    }

    private void log(Rejection rejection) {
        rejectionLog.rejected(rejection.field(), rejection.message());
    }
}
