package datastream.collector.usecase.ingest;

import datastream.collector.domain.Door;
import java.time.Duration;

/**
 * Is told what becomes of every reading, so that the balance can be checked at any time, for every
 * door:
 *
 * <pre>received = committed + duplicate + quarantined + refused + in flight</pre>
 *
 * Thread-safe; returns at once.
 */
public interface IngestMetrics {

    /** Takes no notice. */
    IngestMetrics NONE =
            new IngestMetrics() {
                @Override
                public void received(Door door, int readings) {}

                @Override
                public void settled(
                        Door door,
                        int committed,
                        int duplicates,
                        int quarantined,
                        Duration sinceReceived) {}

                @Override
                public void refused(Door door, int readings) {}

                @Override
                public void committed(int rows, Duration time) {}

                @Override
                public void queued(int readings) {}
            };

    /** Readings came in; from now on they are in flight. */
    void received(Door door, int readings);

    /**
     * Readings are settled for good, and their sender is being told. No longer in flight.
     *
     * @param committed newly stored
     * @param duplicates stored before
     * @param quarantined not stored, and kept in quarantine
     * @param sinceReceived time from coming in until the outcome could be acknowledged
     */
    void settled(Door door, int committed, int duplicates, int quarantined, Duration sinceReceived);

    /** Readings were not stored for want of room or time; their sender keeps them. */
    void refused(Door door, int readings);

    /** A transaction has committed. */
    void committed(int rows, Duration time);

    /** How many readings were on their way when another submission came in. */
    void queued(int readings);
}
