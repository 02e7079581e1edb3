package datastream.collector.fake;

import datastream.collector.domain.Door;
import datastream.collector.usecase.ingest.IngestMetrics;
import java.time.Duration;

/** Adds up what became of the readings of all doors. */
public final class Balance implements IngestMetrics {

    private long received;
    private long committed;
    private long duplicates;
    private long quarantined;
    private long refused;

    @Override
    public synchronized void received(Door door, int readings) {
        received += readings;
    }

    @Override
    public synchronized void settled(
            Door door, int stored, int known, int bad, Duration sinceReceived) {
        committed += stored;
        duplicates += known;
        quarantined += bad;
    }

    @Override
    public synchronized void refused(Door door, int readings) {
        refused += readings;
    }

    @Override
    public void committed(int rows, Duration time) {}

    @Override
    public void queued(int readings) {}

    public synchronized long received() {
        return received;
    }

    public synchronized long committed() {
        return committed;
    }

    public synchronized long duplicates() {
        return duplicates;
    }

    public synchronized long quarantined() {
        return quarantined;
    }

    public synchronized long refused() {
        return refused;
    }

    /** What the equation leaves over. */
    public synchronized long inFlight() {
        return received - committed - duplicates - quarantined - refused;
    }
}
