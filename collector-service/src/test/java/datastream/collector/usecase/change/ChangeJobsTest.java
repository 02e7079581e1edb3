package datastream.collector.usecase.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.CountedChanges;
import datastream.collector.fake.ScriptedChanges;
import datastream.collector.usecase.change.ChangeQueue.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeJobsTest {

    private static final ChangeRequest REQUEST =
            new ChangeRequest(new ChangeTask.Delete(ReadingFilter.ALL), "ada", null);

    private final ScriptedChanges store = new ScriptedChanges();
    private final CountedChanges metrics = new CountedChanges();
    private final ChangeJobs jobs = new ChangeJobs(store, store, metrics, Duration.ofMillis(1));
    private final AtomicInteger steps = new AtomicInteger();

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void goesOnStepByStepUntilTheEndWhateverTheDatabaseDoes() {
        store.step =
                () ->
                        switch (steps.incrementAndGet()) {
                            case 1 -> Progress.MORE;
                            case 2 -> throw new StoreUnavailable("away");
                            default -> Progress.FINISHED;
                        };
        jobs.start();
        jobs.enqueue(REQUEST, 3);
        awaitCalls("enqueue 3", "claim", "step MORE", "step fails", "step FINISHED");
        await().untilAsserted(() ->
                assertThat(metrics.seen())
                        .containsExactly("DELETE 10", "DELETE 10", "DELETE JOB_DONE"));
    }

    @Test
    void tellsHowManyWaitAndRun() {
        List<String> told = new CopyOnWriteArrayList<>();
        store.step =
                () -> {
                    told.add("%d wait, %d runs".formatted(jobs.waiting(), jobs.running()));
                    return Progress.FINISHED;
                };
        jobs.enqueue(REQUEST, 1);
        jobs.enqueue(REQUEST, 2);
        jobs.enqueue(REQUEST, 3);
        jobs.start();
        await().untilAsserted(() ->
                assertThat(told)
                        .containsExactly("2 wait, 1 runs", "1 wait, 1 runs", "0 wait, 1 runs"));
    }

    /** It would hold up all that wait behind it. */
    @Test
    void aJobOfWhichNoStepSucceedsWhileTheDatabaseIsThereFails() {
        store.step =
                () -> {
                    throw new StoreUnavailable("it takes too long");
                };
        jobs.enqueue(REQUEST, 1);
        jobs.enqueue(REQUEST, 2);
        jobs.start();
        String failed = "fail The database could not do a step 5 times in a row: it takes too long";
        await().untilAsserted(
                        () -> assertThat(store.calls()).filteredOn(failed::equals).hasSize(2));
        assertThat(store.calls()).filteredOn("step fails"::equals).hasSize(10);
        assertThat(metrics.seen()).containsExactly("DELETE JOB_FAILED", "DELETE JOB_FAILED");
    }

    @Test
    void aJobWaitsForADatabaseThatIsAway() {
        store.step =
                () -> {
                    if (steps.incrementAndGet() > 20) {
                        return Progress.FINISHED;
                    }
                    throw new StoreUnavailable("away");
                };
        store.renewal =
                () -> {
                    throw new StoreUnavailable("away too");
                };
        jobs.start();
        jobs.enqueue(REQUEST, 1);
        await().untilAsserted(() ->
                assertThat(store.calls()).contains("step FINISHED").doesNotContain("release"));
        assertThat(store.calls()).noneMatch(call -> call.startsWith("fail"));
    }

    @Test
    void stepsThatFailNowAndThenDoNotFailAJob() {
        store.step =
                () ->
                        switch (steps.incrementAndGet()) {
                            case 5, 10, 15 -> Progress.MORE;
                            case 20 -> Progress.FINISHED;
                            default -> throw new StoreUnavailable("busy");
                        };
        jobs.start();
        jobs.enqueue(REQUEST, 1);
        await().untilAsserted(() -> assertThat(store.calls()).contains("step FINISHED"));
    }

    @Test
    void aJobThatCannotGoOnFailsAndTheNextIsTaken() {
        store.step =
                () -> {
                    throw new CorrectionOverflow(
                            new Correction(Operator.ADD, 1), 2, new ReadingId(1, 1), 5);
                };
        jobs.start();
        jobs.enqueue(REQUEST, 1);
        String overflow =
                "fail It would make the values of 2 readings larger than a double can hold, such as 5.0 of reading AAAAAQAAAAAAAAAB";
        awaitCalls("enqueue 1", "claim", overflow);
        store.step =
                () -> {
                    throw new IllegalStateException("a mistake of ours");
                };
        jobs.enqueue(REQUEST, 2);
        awaitCalls(
                "enqueue 1",
                "claim",
                overflow,
                "enqueue 2",
                "claim",
                "fail The fault is ours; the log knows more");
    }

    @Test
    void aStopEndsAfterTheStepAndGivesTheJobBack() {
        store.step =
                () -> {
                    steps.incrementAndGet();
                    return Progress.MORE;
                };
        jobs.start();
        jobs.enqueue(REQUEST, 1);
        await().until(() -> steps.get() > 3);
        jobs.close();
        List<String> calls = store.calls();
        assertThat(calls.getLast()).isEqualTo("release");
        assertThat(calls).hasSize(steps.get() + 3);
    }

    @Test
    void aJobThatIsLostIsLetGo() {
        store.step = () -> Progress.LOST;
        jobs.start();
        jobs.enqueue(REQUEST, 1);
        awaitCalls("enqueue 1", "claim", "step LOST");
        jobs.close();
        assertThat(store.calls()).doesNotContain("release");
    }

    private void awaitCalls(String... calls) {
        await().untilAsserted(() -> assertThat(store.calls()).containsExactly(calls));
    }
}
