package datastream.benchmark.rig;

import java.util.Map;

/**
 * What was seen during one stretch of time under one load.
 *
 * @param rows readings acknowledged, which are then in the table
 * @param seconds how long it took
 * @param cpuSeconds CPU time of each process
 * @param memory of the collector
 * @param latencies of the load's acknowledgements
 */
public record Sample(
        long rows,
        double seconds,
        Map<String, Double> cpuSeconds,
        Memory memory,
        Latencies latencies) {

    public double rowsPerSecond() {
        return rows / seconds;
    }

    /** What the collector allocates for a row. */
    public double allocatedBytesPerRow() {
        return memory.allocatedBytes() / rows;
    }

    /** Over the CPU time of all processes together: database, broker, collector, senders. */
    public double rowsPerCpuSecond() {
        return rows / cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
