package datastream.chaos.broken;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.chaos.broken.BrokenCollector.AcknowledgesBeforeCommit;
import datastream.chaos.broken.BrokenCollector.AcknowledgesMqttBeforeCommit;
import datastream.chaos.broken.BrokenCollector.DoesNotDeduplicate;
import datastream.chaos.broken.BrokenCollector.DoesNotDrain;
import datastream.chaos.broken.BrokenCollector.DropsFailingBatches;
import datastream.chaos.broken.BrokenCollector.Honest;
import datastream.chaos.broken.BrokenCollector.QueuesWithoutBound;
import datastream.chaos.process.Door;
import datastream.chaos.scenario.Outcome;
import datastream.chaos.scenario.Scale;
import datastream.chaos.scenario.Scenario;
import datastream.chaos.scenario.ScenarioRun;
import datastream.chaos.scenario.Scenarios;
import datastream.chaos.scenario.StagePlan;
import datastream.chaos.verdict.Verdict;
import datastream.testbed.CollectorProcess;
import datastream.testbed.MariaDbServer;
import datastream.testbed.StartCache;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A harness that passes everything proves nothing. Each test runs the cheapest scenario that a
 * mistake must fail, and looks that it fails for that mistake; {@link Honest}, wired by the same
 * hand, passes them all.
 */
@Tag("chaos")
class BrokenBuildsIT {

    private static final int USUAL_RATE = 800;
    private static final int SMALL_HEAP = 64;
    private static final List<Door> TWO_DOORS = List.of(Door.GRPC, Door.HTTP);

    @Test
    void acknowledgingBeforeTheCommitLosesReadings() throws InterruptedException {
        Outcome outcome = run("collector-kill", 2, AcknowledgesBeforeCommit.class, TWO_DOORS);

        assertThat(verdict(outcome).lost()).isPositive();
        assertThat(outcome.passed()).isFalse();
    }

    /** To the broker, which then delivers them to nobody else: as a client does by itself. */
    @Test
    void acknowledgingMqttBeforeTheCommitLosesReadings() throws InterruptedException {
        Outcome outcome =
                run(
                        "collector-kill",
                        2,
                        AcknowledgesMqttBeforeCommit.class,
                        List.of(Door.MQTT_PUBACK, Door.HTTP));

        assertThat(verdict(outcome).lost()).isPositive();
        assertThat(outcome.passed()).isFalse();
    }

    @Test
    void withoutDeduplicationReadingsAreStoredTwice() throws InterruptedException {
        Outcome outcome = run("sent-twice", 1, DoesNotDeduplicate.class, TWO_DOORS);

        assertThat(verdict(outcome).duplicated()).isPositive();
        assertThat(outcome.passed()).isFalse();
    }

    @Test
    void droppingAFailingBatchLosesReadings() throws InterruptedException {
        Outcome outcome = run("database-kill", 2, DropsFailingBatches.class, TWO_DOORS);

        assertThat(verdict(outcome).lost()).isPositive();
        assertThat(outcome.passed()).isFalse();
    }

    @Test
    void stoppingWithoutDrainingLeavesRequestsUnanswered() throws InterruptedException {
        Outcome outcome = run("rolling-restart", 2, DoesNotDrain.class, TWO_DOORS);

        assertThat(outcome.findings())
                .anySatisfy(finding -> assertThat(finding).contains("begun before SIGTERM"));
    }

    @Test
    void aQueueWithoutBoundFillsTheHeap() throws InterruptedException {
        Outcome outcome = flood(QueuesWithoutBound.class);

        assertThat(outcome.findings())
                .anySatisfy(finding ->
                        assertThat(finding).containsAnyOf("ended by itself", "in the heap of"));
    }

    @Test
    void aBoundedQueueLeavesRoomInTheHeap() throws InterruptedException {
        assertThat(flood(Honest.class).findings())
                .noneSatisfy(finding ->
                        assertThat(finding).containsAnyOf("ended by itself", "in the heap of"));
    }

    /** As much as comes through, while the database is away, into a small heap. */
    private static Outcome flood(Class<?> program) throws InterruptedException {
        return run(
                "database-stopped",
                1,
                program,
                List.of(Door.GRPC),
                SMALL_HEAP,
                List.of("--window", "20000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector-kill", "sent-twice", "rolling-restart"})
    void theSameWiringWithoutAMistakePasses(String scenario) throws InterruptedException {
        Outcome outcome = run(scenario, 1, Honest.class, TWO_DOORS);

        assertThat(outcome.findings()).isEmpty();
    }

    private static Outcome run(String name, int times, Class<?> program, List<Door> doors)
            throws InterruptedException {
        return run(name, times, program, doors, CollectorProcess.HEAP_MEGABYTES, List.of());
    }

    private static Outcome run(
            String name,
            int times,
            Class<?> program,
            List<Door> doors,
            int heapMegabytes,
            List<String> options)
            throws InterruptedException {
        Scenario scenario =
                Scenarios.of(Scale.QUICK).stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        Path folder =
                Path.of("target", "broken-builds", program.getSimpleName(), name)
                        .toAbsolutePath()
                        .resolve(Long.toString(System.currentTimeMillis()));
        StagePlan plan =
                new StagePlan(
                        folder,
                        MariaDbServer::new,
                        program,
                        heapMegabytes,
                        1,
                        doors,
                        options,
                        options.isEmpty() ? USUAL_RATE : 0,
                        Duration.ofSeconds(60),
                        4711,
                        StartCache.NONE);
        return new ScenarioRun(scenario, plan, times, doors).run();
    }

    private static Verdict verdict(Outcome outcome) {
        return Objects.requireNonNull(outcome.verdict(), "not compared");
    }
}
