package datastream.benchmark.rig;

import datastream.testbed.HarnessFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * CPU time that processes have used up to a moment.
 *
 * @param nanos the moment, in the time of {@link System#nanoTime}
 * @param cpu by name of the process
 */
record Usage(long nanos, Map<String, Duration> cpu) {

    private static final String RESIDENT = "VmRSS:";
    private static final double KILOBYTES = 1_024;

    static Usage of(Map<String, ProcessHandle> processes) {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        processes.forEach((name, process) -> cpu.put(name, cpu(name, process)));
        return new Usage(System.nanoTime(), cpu);
    }

    private static Duration cpu(String name, ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(
                        () -> new HarnessFailure("The CPU time of %s is unknown".formatted(name)));
    }

    double secondsSince(Usage before) {
        return (nanos - before.nanos) / 1e9;
    }

    /**
     * CPU seconds of each process.
     *
     * @param share of the time since then that counts
     */
    Map<String, Double> cpuSecondsSince(Usage before, double share) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        cpu.forEach((name, now) -> {
            Duration then = before.cpu.getOrDefault(name, Duration.ZERO);
            seconds.put(name, share * now.minus(then).toNanos() / 1e9);
        });
        return seconds;
    }

    /** Memory of a process that is in RAM, in megabytes, as Linux counts it. */
    static double residentMegabytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Function<String, Double> megabytes =
                line -> Double.parseDouble(line.replaceAll("\\D+", "")) / KILOBYTES;
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(megabytes)
                    .findFirst()
                    .orElseThrow(
                            () -> new HarnessFailure("No %s in %s".formatted(RESIDENT, status)));
        } catch (IOException e) {
            throw new HarnessFailure("Cannot read " + status, e);
        }
    }
}
