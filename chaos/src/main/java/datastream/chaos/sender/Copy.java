package datastream.chaos.sender;

import datastream.chaos.journal.Columns;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.Settlements;
import datastream.generator.simulation.Uplink;
import datastream.generator.simulation.Window;
import datastream.reading.Sensor;
import java.util.ArrayDeque;

/**
 * One of the ways that the readings of a sensor go: at once or some time later. Used by one thread.
 */
final class Copy {

    private final Window window;
    private final ReadingSender sender;
    private final long delayNanos;
    private final ArrayDeque<Delayed> delayed = new ArrayDeque<>();
    private int delayedReadings;

    private record Delayed(Columns readings, long dueNanos) {}

    Copy(Sensor sensor, Uplink uplink, int capacity, long delayNanos, Settlements settlements) {
        window = new Window(capacity, settlements);
        sender = uplink.open(sensor, window);
        this.delayNanos = delayNanos;
    }

    Window window() {
        return window;
    }

    int room() {
        return window.room() - delayedReadings;
    }

    void add(Columns readings) {
        delayed.add(new Delayed(readings, System.nanoTime() + delayNanos));
        delayedReadings += readings.size();
    }

    /** Hands over what is due. */
    void release() {
        boolean released = false;
        Delayed first = delayed.peek();
        while (first != null && first.dueNanos() - System.nanoTime() <= 0) {
            delayed.remove();
            delayedReadings -= first.readings().size();
            addToWindow(first.readings());
            released = true;
            first = delayed.peek();
        }
        if (released) {
            sender.readingsWait();
        }
    }

    boolean isEmpty() {
        return delayed.isEmpty() && window.counts().inFlight() == 0;
    }

    private void addToWindow(Columns readings) {
        for (int i = 0; i < readings.size(); i++) {
            window.add(readings.timestampMicros(i), readings.value(i));
        }
    }
}
