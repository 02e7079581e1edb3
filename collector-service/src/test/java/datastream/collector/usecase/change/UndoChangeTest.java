package datastream.collector.usecase.change;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Change;
import datastream.collector.domain.Change.Status;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.fake.CountedChanges;
import datastream.collector.fake.InMemoryChangeLog;
import datastream.collector.fake.ScriptedChanges;
import datastream.collector.usecase.change.ChangeOutcome.AlreadyUndone;
import datastream.collector.usecase.change.ChangeOutcome.Done;
import datastream.collector.usecase.change.ChangeOutcome.NotFinished;
import datastream.collector.usecase.change.ChangeOutcome.NotThere;
import datastream.collector.usecase.change.ChangeOutcome.Queued;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UndoChangeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(2);

    private final ScriptedChanges store = new ScriptedChanges();
    private final InMemoryChangeLog log = new InMemoryChangeLog();
    private final ChangeConfig config = new ChangeConfig(10, 100, RETENTION, 1_000);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final CountedChanges metrics = new CountedChanges();
    private final UndoChange undoChange =
            new UndoChange(
                    store,
                    log,
                    new ChangeJobs(store, store, ChangeMetrics.NONE),
                    config,
                    metrics,
                    clock);

    @ParameterizedTest
    @EnumSource
    void onlyWhatHasEndedCanBeUndone(Status status) {
        log.add(change(7, status, 5, Duration.ZERO));
        store.matching = 5;
        ChangeOutcome outcome = undoChange.undo(7, "ada", null);
        boolean goesOn = status == Status.PENDING || status == Status.RUNNING;
        assertThat(outcome).isInstanceOf(goesOn ? NotFinished.class : Done.class);
    }

    @Test
    void whatIsNotThereOrTooOldIsNotUndone() {
        store.matching = 5;
        log.add(change(7, Status.DONE, 5, RETENTION));
        log.add(change(8, Status.DONE, 5, RETENTION.plusMillis(1)));
        assertThat(undoChange.undo(7, "ada", null)).isInstanceOf(Done.class);
        assertThat(undoChange.undo(8, "ada", null)).isInstanceOf(NotThere.class);
        assertThat(undoChange.undo(9, "ada", null)).isInstanceOf(NotThere.class);
    }

    /** What it leaves alone is listed by the job, as it is by the answer to a small one. */
    @Test
    void manyAreTakenBackByAJobWhateverIsLeftToBeUndone() {
        log.add(change(7, Status.CANCELLED, 101, Duration.ZERO));
        assertThat(undoChange.undo(7, "ada", "why")).isInstanceOf(Queued.class);
        assertThat(store.calls()).containsExactly("enqueue 101");
        assertThat(metrics.seen()).containsExactly("UNDO QUEUED");
    }

    @Test
    void whoAsksWhileTheUndoGoesOnIsShownThatUndo() {
        log.add(changeUndoneBy(7, 8L));
        log.add(change(8, Status.RUNNING, 3, Duration.ZERO));
        assertThat(undoChange.undo(7, "eve", null))
                .isInstanceOfSatisfying(
                        Queued.class, queued -> assertThat(queued.change().id()).isEqualTo(8));
        assertThat(store.calls()).isEmpty();
    }

    /** Its readings may be gone in part. */
    @Test
    void whatIsBeyondWhatIsKeptIsNotUndone() {
        store.matching = 5;
        log.add(change(7, Status.DONE, 5, Duration.ZERO));
        log.add(change(8, Status.DONE, 998, Duration.ZERO));
        assertThat(undoChange.undo(7, "ada", null)).isInstanceOf(Done.class);
        log.add(change(9, Status.DONE, 0, Duration.ZERO));
        assertThat(undoChange.undo(7, "ada", null)).isInstanceOf(NotThere.class);
        assertThat(undoChange.undo(8, "ada", null)).isInstanceOf(Queued.class);
    }

    @Test
    void theOldestOfWhatIsTooMuchIsForgotten() {
        log.add(change(7, Status.DONE, 1, Duration.ZERO));
        log.add(change(8, Status.DONE, 5_000, Duration.ZERO));
        log.add(change(9, Status.DONE, 998, Duration.ZERO));
        new ExpireChanges(log, config, clock).expireNow();
        assertThat(log.find(7)).isNull();
        assertThat(log.find(8)).isNotNull();
        log.add(change(10, Status.DONE, 5_000, Duration.ZERO));
        new ExpireChanges(log, config, clock).expireNow();
        assertThat(log.find(9)).isNull();
        assertThat(log.find(10)).isNotNull();
    }

    @Test
    void whatIsUndoneAlreadyIsToldFromConflicts() {
        log.add(change(7, Status.DONE, 5, Duration.ZERO));
        assertThat(undoChange.undo(7, "ada", null)).isInstanceOf(AlreadyUndone.class);
        store.conflicting = 3;
        assertThat(undoChange.undo(7, "ada", null))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Nothing.class,
                        nothing -> assertThat(nothing.conflictCount()).isEqualTo(3));
    }

    /** Somebody may have made the same change again since, and means it. */
    @Test
    void anUndoThatIsAskedForOnceMoreUndoesNothing() {
        store.matching = 5;
        log.add(changeUndoneBy(7, 8L));
        log.add(changeUndoneBy(8, null));
        assertThat(undoChange.undo(7, "ada", null)).isInstanceOf(AlreadyUndone.class);
        assertThat(store.calls()).isEmpty();
        assertThat(undoChange.undo(8, "ada", null)).isInstanceOf(Done.class);
    }

    @Test
    void whatWasUndoneAndDoneAgainCanBeUndone() {
        store.matching = 5;
        log.add(changeUndoneBy(7, 8L));
        log.add(changeUndoneBy(8, 9L));
        log.add(changeUndoneBy(9, null));
        assertThat(undoChange.undo(7, "ada", null)).isInstanceOf(Done.class);
    }

    private static Change changeUndoneBy(long id, Long undo) {
        Change change = change(id, Status.DONE, 5, Duration.ZERO);
        return new Change(
                id,
                change.request(),
                Status.DONE,
                change.createdMicros(),
                null,
                5,
                5,
                0,
                undo,
                null);
    }

    @Test
    void onlyWhatIsTooOldIsForgotten() {
        log.add(change(7, Status.DONE, 5, RETENTION));
        log.add(change(8, Status.DONE, 5, RETENTION.plusMillis(1)));
        log.add(change(9, Status.FAILED, 5, RETENTION.plusDays(1)));
        new ExpireChanges(log, config, clock).expireNow();
        assertThat(log.find(7)).isNotNull();
        assertThat(log.find(8)).isNull();
        assertThat(log.find(9)).isNull();
    }

    private static Change change(long id, Status status, long count, Duration age) {
        ChangeRequest request =
                new ChangeRequest(new ChangeTask.Delete(ReadingFilter.ALL), "ada", null);
        long created = Timestamps.toMicros(NOW.minus(age));
        return new Change(id, request, status, created, null, count, count, 0, null, null);
    }
}
