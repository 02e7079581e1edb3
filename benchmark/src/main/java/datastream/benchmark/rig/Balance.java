package datastream.benchmark.rig;

import datastream.testbed.CollectorProcess;
import datastream.testbed.HarnessFailure;
import java.util.Arrays;

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
        String metrics = collector.metrics();
        return new Balance(
                sum(metrics, "datastream_readings_received_total"),
                sum(metrics, "datastream_readings_duplicate_total"),
                sum(metrics, "datastream_readings_quarantined_total"),
                sum(metrics, "datastream_readings_in_flight"));
    }

    private static long sum(String metrics, String name) {
        double[] values =
                metrics.lines()
                        .filter(line -> line.startsWith(name + "{"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".*\\} ", "")))
                        .toArray();
        if (values.length == 0) {
            throw new HarnessFailure("The collector does not tell " + name);
        }
        return (long) Arrays.stream(values).sum();
    }
}
