package datastream.chaos;

import datastream.chaos.process.Door;
import datastream.chaos.scenario.Outcome;
import datastream.chaos.scenario.Scale;
import datastream.chaos.scenario.Scenario;
import datastream.chaos.scenario.ScenarioRun;
import datastream.chaos.scenario.Scenarios;
import datastream.chaos.scenario.StagePlan;
import datastream.testbed.CollectorProcess;
import datastream.testbed.Folders;
import datastream.testbed.StartCache;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs scenario after scenario and says how each went. */
final class ChaosRun {

    private static final int RATE = 800;

    private final ChaosPlan plan;
    private final PrintStream out;
    private final Consumer<ChaosResult> report;
    private final Path folder;
    private final StartCache startCache;

    /**
     * @param report told the result so far after every scenario: a long run may be broken off
     */
    ChaosRun(ChaosPlan plan, PrintStream out, Consumer<ChaosResult> report) {
        this.plan = plan;
        this.out = out;
        this.report = report;
        folder =
                plan.folder()
                        .resolve(
                                "%s-%d-%d"
                                        .formatted(
                                                plan.product(),
                                                plan.seed(),
                                                System.currentTimeMillis()));
        startCache =
                plan.scale() == Scale.LONG || plan.scenarios().isEmpty()
                        ? new StartCache(startCacheFolder())
                        : StartCache.NONE;
    }

    ChaosResult run() throws InterruptedException {
        try {
            return runAll();
        } finally {
            // A hundred megabytes and more.
            Folders.delete(startCacheFolder());
        }
    }

    private Path startCacheFolder() {
        return folder.resolve("start-cache");
    }

    private ChaosResult runAll() throws InterruptedException {
        out.printf("Seed %d; --seed %d replays these faults.%n", plan.seed(), plan.seed());
        out.printf(
                "%s, collectors with %d MB of heap; logs and journals in %s%n",
                plan.product(), CollectorProcess.HEAP_MEGABYTES, folder);
        long started = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            int times = times(scenario);
            if (times > 0) {
                Outcome outcome = new ScenarioRun(scenario, usual(scenario), times).run();
                outcomes.add(outcome);
                report.accept(result(outcomes, started));
                out.print(OutcomeText.of(outcome));
                out.flush();
                DataFolders.deleteWhenPassed(outcome);
            }
        }
        ChaosResult result = result(outcomes, started);
        out.println(OutcomeText.sum(result));
        return result;
    }

    /** One that is asked for by name runs at least once. */
    private int times(Scenario scenario) {
        if (plan.times() != null) {
            return plan.times();
        }
        int usual = scenario.times(plan.scale());
        return plan.scenarios().isEmpty() ? usual : Math.max(1, usual);
    }

    private ChaosResult result(List<Outcome> outcomes, long started) {
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        return new ChaosResult(plan.product(), plan.options(), outcomes, took);
    }

    private List<Scenario> scenarios() {
        return Scenarios.of(plan.scale()).stream()
                .filter(scenario ->
                        plan.scenarios().isEmpty() || plan.scenarios().contains(scenario.name()))
                .toList();
    }

    private StagePlan usual(Scenario scenario) {
        return new StagePlan(
                folder.resolve(scenario.name()),
                plan.server(),
                CollectorProcess.shipped(),
                CollectorProcess.HEAP_MEGABYTES,
                1,
                List.of(Door.values()),
                List.of(),
                RATE,
                plan.patience(),
                plan.seed(),
                startCache);
    }
}
