package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;
import datastream.benchmark.load.LoadOrder;
import datastream.benchmark.rig.Latencies;
import datastream.benchmark.rig.RestClient;
import datastream.benchmark.rig.Rig;
import datastream.benchmark.rig.Sample;
import java.io.PrintStream;
import java.util.List;

/**
 * What a measure works with. Not thread-safe.
 *
 * @param rig runs
 * @param effort how long to measure
 * @param chosen names of the cases that are wanted, or what these begin with up to a dot; all when
 *     there are none
 * @param figures takes the results
 * @param out tells the user how it goes
 */
public record Bench(Rig rig, Effort effort, List<String> chosen, Figures figures, PrintStream out) {

    private static final int USUAL_SENSORS = 1_000;
    private static final int USUAL_BATCH = 1_000;
    private static final int GATEWAYS = 4;

    /** Whether a case of this name is wanted. */
    boolean wants(String name) {
        return chosen.isEmpty()
                || chosen.stream().anyMatch(one -> (name + ".").startsWith(one + "."));
    }

    /** An order for as much as comes through. */
    LoadOrder order(LoadKind kind, int sensors, int batch, int senders) {
        return new LoadOrder(kind, rig.nextRun(), sensors, batch, senders, 0);
    }

    /** An order at a rate. */
    LoadOrder paced(LoadKind kind, int batch, int senders, double rate) {
        return new LoadOrder(kind, rig.nextRun(), senders, batch, senders, rate);
    }

    /** Work of a user of the REST API. */
    @FunctionalInterface
    interface Work {
        void with(RestClient rest) throws InterruptedException;
    }

    /** Does something while nothing else goes on. */
    void alone(Work work) throws InterruptedException {
        try (RestClient rest = rig.rest()) {
            work.with(rest);
        }
    }

    /** Does something while readings come in at half the rate that could. */
    void besideIngest(Work work) throws InterruptedException {
        double most =
                rig.measure(
                                order(LoadKind.GATEWAY, USUAL_SENSORS, USUAL_BATCH, GATEWAYS),
                                effort.warmUp(),
                                effort.measured())
                        .rowsPerSecond();
        LoadOrder half =
                new LoadOrder(
                        LoadKind.GATEWAY,
                        rig.nextRun(),
                        USUAL_SENSORS,
                        USUAL_BATCH,
                        GATEWAYS,
                        most / 2);
        out.printf("Beside %,.0f readings a second:%n", most / 2);
        rig.beside(half, effort.warmUp(), () -> alone(work));
    }

    /** One sample into a table that has so many rows before. */
    Sample sample(String name, long rowsBefore, LoadOrder order) throws InterruptedException {
        rig.fill(rowsBefore);
        Sample sample = rig.measure(order, effort.warmUp(), effort.measured());
        tell(name, sample);
        return sample;
    }

    /** Tells the user how long a case's answers took. */
    void tell(String name, Latencies latencies) {
        out.printf(
                "%-36s p50 %.2f p99 %.2f p99.9 %.2f slowest %.1f ms of %,d%n",
                name,
                latencies.p50(),
                latencies.p99(),
                latencies.p999(),
                latencies.most(),
                latencies.count());
    }

    private void tell(String name, Sample sample) {
        StringBuilder line = new StringBuilder();
        line.append(
                "%-28s %,9.0f rows/s  %,9.0f rows/CPU-s "
                        .formatted(name, sample.rowsPerSecond(), sample.rowsPerCpuSecond()));
        sample.cpuSeconds()
                .forEach((process, seconds) ->
                        line.append(" %s %.2f".formatted(process, seconds / sample.rows() * 1e6)));
        line.append(
                " us/row; %.0f MB, %.0f live, %.0f bytes/row"
                        .formatted(
                                sample.memory().residentMegabytes(),
                                sample.memory().liveMegabytes(),
                                sample.allocatedBytesPerRow()));
        if (sample.latencies().count() > 0) {
            line.append(
                    "; p50 %.2f p99 %.2f p99.9 %.2f ms"
                            .formatted(
                                    sample.latencies().p50(),
                                    sample.latencies().p99(),
                                    sample.latencies().p999()));
        }
        out.println(line);
    }
}
