package datastream.benchmark.measure;

import datastream.benchmark.rig.Latencies;
import datastream.benchmark.rig.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What came out, by name: {@code measure.case.figure}. Of several samples it keeps the median. Not
 * thread-safe.
 */
public final class Figures {

    private final Map<String, Double> values = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException when it is no number
     */
    public void put(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value);
        }
        values.put(name, value);
    }

    /**
     * @throws IllegalArgumentException when there is no such figure
     */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no figure " + name);
        }
        return value;
    }

    /** Everything that a case's samples tell: rates, each process's CPU time, memory. */
    public void putRates(String name, List<Sample> samples) {
        put(name + ".rows_per_second", median(samples, Sample::rowsPerSecond));
        put(name + ".rows_per_cpu_second", median(samples, Sample::rowsPerCpuSecond));
        for (String process : samples.getFirst().cpuSeconds().keySet()) {
            put(
                    name + ".cpu_us_per_row." + process,
                    median(
                            samples,
                            s -> s.cpuSeconds().getOrDefault(process, 0.0) / s.rows() * 1e6));
        }
        put(
                name + ".collector_resident_mb",
                median(samples, sample -> sample.memory().residentMegabytes()));
        put(
                name + ".collector_live_mb",
                median(samples, sample -> sample.memory().liveMegabytes()));
        put(name + ".allocated_bytes_per_row", median(samples, Sample::allocatedBytesPerRow));
    }

    /** How a case compares with another that was sampled in turns with it. */
    public void putRatios(String name, List<Sample> samples, List<Sample> others) {
        put(name + "_per_second", medianRatio(samples, others, Sample::rowsPerSecond));
        put(name + "_per_cpu_second", medianRatio(samples, others, Sample::rowsPerCpuSecond));
    }

    /** How long the acknowledgements of a case took. */
    public void putLatencies(String name, List<Sample> samples) {
        putAnswerTimes(name, samples.stream().map(Sample::latencies).toList());
    }

    /** How long the answers of a case took. */
    public void putAnswerTimes(String name, List<Latencies> samples) {
        put(name + ".p50_ms", median(samples, Latencies::p50));
        put(name + ".p99_ms", median(samples, Latencies::p99));
        put(name + ".p999_ms", median(samples, Latencies::p999));
        put(name + ".slowest_ms", median(samples, Latencies::most));
    }

    /** In the order in which they came. */
    public Map<String, Double> all() {
        return new LinkedHashMap<>(values);
    }

    private static <T> double median(List<T> samples, ToDoubleFunction<T> value) {
        return median(samples.stream().mapToDouble(value).toArray());
    }

    private static double medianRatio(
            List<Sample> samples, List<Sample> others, ToDoubleFunction<Sample> value) {
        return median(
                IntStream.range(0, Math.min(samples.size(), others.size()))
                        .mapToDouble(i ->
                                value.applyAsDouble(samples.get(i))
                                        / value.applyAsDouble(others.get(i)))
                        .toArray());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
