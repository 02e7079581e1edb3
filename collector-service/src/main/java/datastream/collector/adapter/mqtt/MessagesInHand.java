package datastream.collector.adapter.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * The messages of one session that were taken and are not settled, in the order in which they came.
 * A broker gets acknowledgements in that order, so the oldest holds up all others; this tells how
 * long the others have been ready without it. Thread-safe.
 */
final class MessagesInHand {

    private final LongSupplier nanoClock;

    /** Guarded by this object's lock, like what it holds; its head is never settled. */
    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    private int settled;
    private long takenAt;
    private boolean tookAny;
    private long overtakenAt;

    /** One message, until it is settled. */
    final class Message {

        private boolean isSettled;

        private Message() {}

        /** It is acknowledged, or nobody waits for it any more. A second time changes nothing. */
        void settle() {
            settled(this);
        }
    }

    /**
     * @param nanoClock {@link System#nanoTime}
     */
    MessagesInHand(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        takenAt = nanoClock.getAsLong();
    }

    synchronized Message take() {
        Message message = new Message();
        messages.add(message);
        takenAt = nanoClock.getAsLong();
        tookAny = true;
        return message;
    }

    /** Whether a message ever came. */
    synchronized boolean tookAny() {
        return tookAny;
    }

    /**
     * How long no message has come, in the session's whole life at first; zero with some in hand.
     */
    synchronized Duration quiet() {
        return messages.isEmpty()
                ? Duration.ofNanos(nanoClock.getAsLong() - takenAt)
                : Duration.ZERO;
    }

    /** How many are not settled. */
    synchronized int count() {
        return messages.size() - settled;
    }

    /**
     * For how long a later message has been settled while the oldest was not: zero while nothing is
     * settled at all, as when the database is away, and when everything goes on in order.
     */
    synchronized Duration overtaken() {
        return settled == 0 ? Duration.ZERO : Duration.ofNanos(nanoClock.getAsLong() - overtakenAt);
    }

    /** Waits until everything is settled; whether it is. */
    synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
        long deadline = nanoClock.getAsLong() + atMost.toNanos();
        long left = atMost.toNanos();
        while (!messages.isEmpty() && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = deadline - nanoClock.getAsLong();
        }
        return messages.isEmpty();
    }

    private synchronized void settled(Message message) {
        if (message.isSettled) {
            return;
        }
        message.isSettled = true;
        settled++;
        boolean oldest = messages.peek() == message;
        if (oldest || settled == 1) {
            // The next oldest has its own time: it may have come into sight only now.
            overtakenAt = nanoClock.getAsLong();
        }
        if (oldest) {
            removeSettled();
        }
    }

    private void removeSettled() {
        while (!messages.isEmpty() && messages.element().isSettled) {
            messages.remove();
            settled--;
        }
        if (messages.isEmpty()) {
            notifyAll();
        }
    }
}
