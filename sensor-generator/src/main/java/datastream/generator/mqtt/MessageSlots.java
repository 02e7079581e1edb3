package datastream.generator.mqtt;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the messages of all senders of a process that are unanswered or still in the MQTT client,
 * and with them the memory that the client takes. A sender that finds no slot is told when one is
 * free; senders wait in line, so that none starves. Thread-safe; tells without holding its lock.
 */
final class MessageSlots {

    private final Object lock = new Object();
    private final SequencedSet<MqttSender> waiting = new LinkedHashSet<>();
    private int free;

    MessageSlots(int count) {
        free = count;
    }

    /** Takes a slot; on false the sender's {@code readingsWait} is called when it is its turn. */
    boolean acquire(MqttSender sender) {
        synchronized (lock) {
            if (free == 0) {
                waiting.add(sender);
                return false;
            }
            free--;
            return true;
        }
    }

    void release(int count) {
        synchronized (lock) {
            free += count;
        }
        MqttSender next = nextToTell();
        while (next != null) {
            next.readingsWait();
            next = nextToTell();
        }
    }

    private @Nullable MqttSender nextToTell() {
        synchronized (lock) {
            return free == 0 || waiting.isEmpty() ? null : waiting.removeFirst();
        }
    }
}
