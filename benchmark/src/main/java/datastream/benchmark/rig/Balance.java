package datastream.benchmark.rig;

import datastream.testbed.CollectorProcess;
import datastream.testbed.HarnessFailure;

/**
 * What the collector itself has counted, over all doors.
 *
 * @param received readings that came in
 * @param duplicate of these, stored before
 * @param quarantined of these, in quarantine
 * @param inFlight of these, not settled
 */
record Balance(long received, long duplicate, long quarantined, long inFlight) {

    /**
     * @throws HarnessFailure when it cannot be read
     */
    static Balance of(CollectorProcess collector) throws InterruptedException {
        Meters meters = Meters.of(collector);
        return new Balance(
                (long) meters.sum("datastream_readings_received_total"),
                (long) meters.sum("datastream_readings_duplicate_total"),
                (long) meters.sum("datastream_readings_quarantined_total"),
                (long) meters.sum("datastream_readings_in_flight"));
    }
}
