package datastream.generator.simulation;

import datastream.reading.Sensor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the first rejection of a sensor's readings; the others are only counted. Thread-safe. */
public final class RejectionLog {

    private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);

    private final Sensor sensor;

    /** Atomic: answers may come on several threads. */
    private final AtomicBoolean logged = new AtomicBoolean();

    public RejectionLog(Sensor sensor) {
        this.sensor = sensor;
    }

    /**
     * @param field the field at fault, empty for the whole reading
     * @param message the collector's words
     */
    public void rejected(String field, String message) {
        if (logged.compareAndSet(false, true)) {
            LOG.warn("The collector rejects readings of {}: {} {}", sensor, field, message);
        }
    }
}
