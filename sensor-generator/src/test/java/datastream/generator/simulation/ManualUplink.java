package datastream.generator.simulation;

import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An uplink whose collector answers when the test says, or at once when {@link #open}ed so. */
final class ManualUplink implements Uplink {

    private final List<Reading> arrived = new CopyOnWriteArrayList<>();
    private final List<ManualSender> senders = new CopyOnWriteArrayList<>();
    private volatile boolean answering;

    static ManualUplink answering() {
        ManualUplink uplink = new ManualUplink();
        uplink.answering = true;
        return uplink;
    }

    static ManualUplink silent() {
        return new ManualUplink();
    }

    /** From now on everything is answered at once, what is outstanding too. */
    void answer() {
        answering = true;
        senders.forEach(ManualSender::readingsWait);
    }

    /** Every reading answered for, in the order of arrival. */
    List<Reading> arrived() {
        return new ArrayList<>(arrived);
    }

    int openSenders() {
        return senders.size();
    }

    @Override
    public ReadingSender open(Sensor sensor, Window window) {
        ManualSender sender = new ManualSender(sensor, window);
        senders.add(sender);
        return sender;
    }

    @Override
    public LinkHealth health() {
        return answering ? LinkHealth.UP : LinkHealth.DOWN;
    }

    @Override
    public void close() {}

    private final class ManualSender implements ReadingSender {

        private final Sensor sensor;
        private final Window window;

        ManualSender(Sensor sensor, Window window) {
            this.sensor = sensor;
            this.window = window;
        }

        @Override
        public synchronized void readingsWait() {
            Batch batch = answering ? window.take(1_000) : null;
            while (batch != null) {
                arrived.addAll(batch.readings(sensor));
                window.settle(batch, 0);
                batch = window.take(1_000);
            }
        }

        @Override
        public void close() {
            senders.remove(this);
        }
    }
}
