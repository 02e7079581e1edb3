package datastream.benchmark.measure;

import datastream.testbed.HarnessFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a reading costs in codec and writer alone, beside an idle rig. */
final class Parts implements Measure {

    /** JMH reports it as bytes an operation, which here is a reading. */
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private static final int WARM_UPS = 3;

    @Override
    public String name() {
        return "parts";
    }

    @Override
    public String question() {
        return "What does a reading cost in codec and writer alone?";
    }

    @Override
    public void run(Bench bench) {
        try {
            for (RunResult result : new Runner(options(bench.effort())).run()) {
                keep(bench, result);
            }
        } catch (RunnerException e) {
            throw new HarnessFailure("JMH has failed", e);
        }
    }

    private static Options options(Effort effort) {
        return new OptionsBuilder()
                .include("datastream\\.benchmark\\.micro\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(time(effort.warmUp().dividedBy(WARM_UPS)))
                .measurementIterations(effort.repeats())
                .measurementTime(time(effort.measured().dividedBy(effort.repeats())))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xmx256m", "--sun-misc-unsafe-memory-access=allow")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static TimeValue time(Duration duration) {
        return TimeValue.milliseconds(duration.toMillis());
    }

    private static void keep(Bench bench, RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
            throw new HarnessFailure("JMH does not tell " + ALLOCATED);
        }
        String benchmark = result.getParams().getBenchmark();
        String name = "parts." + benchmark.substring(benchmark.lastIndexOf('.') + 1);
        double nanos = result.getPrimaryResult().getScore();
        double bytes = allocated.getScore();
        bench.figures().put(name + ".ns_per_row", nanos);
        bench.figures().put(name + ".allocated_bytes_per_row", bytes);
        bench.out().printf("%-28s %,9.1f ns/row  %,9.1f bytes/row%n", name, nanos, bytes);
    }
}
