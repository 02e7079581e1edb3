package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import datastream.testbed.HarnessFailure;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Runs one scenario from an empty database to the last comparison. */
public final class ScenarioRun {

    private final Scenario scenario;
    private final StagePlan plan;
    private final int times;
    private final long started = System.nanoTime();

    /**
     * @param usual what scenarios run on; its folder is this scenario's own
     */
    public ScenarioRun(Scenario scenario, StagePlan usual, int times) {
        this.scenario = scenario;
        this.plan = scenario.plan(usual);
        this.times = times;
    }

    /** The same over these doors only. */
    public ScenarioRun(Scenario scenario, StagePlan usual, int times, List<Door> doors) {
        this.scenario = scenario;
        this.plan = scenario.plan(usual).withDoors(doors);
        this.times = times;
    }

    /**
     * Takes a minute or two. Whatever goes wrong is a finding of the outcome; when it returns,
     * nothing of it runs any more.
     *
     * @throws InterruptedException when interrupted; nothing runs any more then either
     */
    public Outcome run() throws InterruptedException {
        Outcome outcome = outcome(new Tally(), "", 0, null);
        try (SmallDisk disk = scenario.needsSmallDisk() ? disk() : null;
                Stage stage = new Stage(plan, disk)) {
            outcome = run(stage);
        } catch (NotPossible e) {
            outcome = outcome(new Tally(), "", 0, e.getMessage());
        } catch (HarnessFailure e) {
            outcome = outcome.andFound("The harness failed: " + e.getMessage());
        }
        return outcome;
    }

    private SmallDisk disk() throws InterruptedException {
        return SmallDisk.mount(plan.folder().resolve("disk"));
    }

    private Outcome run(Stage stage) throws InterruptedException {
        // Each scenario alone replays as in the whole run.
        Random random = new Random(plan.seed() ^ scenario.name().hashCode());
        try {
            stage.start();
            stage.startSenders();
            scenario.run(stage, random, times);
            stage.check();
        } catch (HarnessFailure e) {
            stage.find("Given up: " + e.getMessage());
        } catch (RuntimeException e) {
            // The other scenarios are to run all the same.
            stage.find("Given up for a fault of the harness: " + e);
        }
        stage.judgeTheRest();
        return outcome(
                stage.tally(), stage.servers().databaseVersion(), stage.liveMegabytes(), null);
    }

    private Outcome outcome(
            Tally tally, String server, int liveMegabytes, @Nullable String notPossible) {
        return new Outcome(
                scenario.name(),
                server,
                scenario.fault(),
                tally.faults(),
                tally.doors(),
                tally.verdict(),
                tally.findings(),
                liveMegabytes,
                Duration.ofNanos(System.nanoTime() - started),
                plan.folder(),
                notPossible);
    }
}
