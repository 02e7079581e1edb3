package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.ChangedTable;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.change.ChangeQueue.Backlog;
import datastream.collector.usecase.change.ChangeQueue.Progress;
import datastream.collector.usecase.change.ChangeQueue.Step;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is promised of changes that are jobs; run on every real server. */
abstract class ChangeJobsContract extends ChangesFixture {

    @Test
    void aJobWhoseOwnerHasDiedIsFinishedByAnother() {
        writer.append(Readings.series(Readings.ROOM_1, 150));
        Map<ReadingId, Double> first = ChangedTable.values(stored());
        Change job = enqueue(PLUS_ONE);
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 10);
        queue.claim(ANN, LEASE);
        assertThat(queue.advance(job, ANN, LEASE).progress()).isEqualTo(Progress.MORE);
        assertThat(queue.claim(BOB, LEASE)).isNull();
        assertThat(queue.advance(job, ANN, RUN_OUT).progress()).isEqualTo(Progress.MORE);
        assertThat(queue.claim(BOB, LEASE).id()).isEqualTo(job.id());
        assertThat(log.find(job.id()).count()).isEqualTo(20);
        assertThat(queue.advance(job, ANN, LEASE).progress()).isEqualTo(Progress.LOST);
        while (queue.advance(job, BOB, LEASE).progress() == Progress.MORE) {
            queue.release(job.id(), ANN);
            queue.fail(job.id(), ANN, "is none of Ann's business any more");
        }
        Change done = log.find(job.id());
        assertThat(done.status()).isEqualTo(Change.Status.DONE);
        assertThat(done.count()).isEqualTo(first.size());
        first.replaceAll((_, value) -> value + 1);
        assertThat(ChangedTable.values(stored())).isEqualTo(first);
    }

    @Test
    void aCancelledJobGoesNoFurtherAndWhatItDidCanBeUndone() {
        writer.append(someReadings());
        Map<ReadingId, Double> first = ChangedTable.values(stored());
        Change job = enqueue(new ChangeTask.Delete(ReadingFilter.ALL));
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 10);
        queue.claim(ANN, LEASE);
        queue.advance(job, ANN, LEASE);
        assertThat(queue.cancel(job.id())).isTrue();
        assertThat(queue.cancel(job.id())).isFalse();
        assertThat(queue.advance(job, ANN, LEASE).progress()).isEqualTo(Progress.LOST);
        assertThat(queue.claim(BOB, LEASE)).isNull();
        assertThat(stored()).hasSize(first.size() - 10);
        assertThat(log.find(job.id()).status()).isEqualTo(Change.Status.CANCELLED);
        assertThat(apply(new ChangeTask.Undo(job.id())).count()).isEqualTo(10);
        assertThat(ChangedTable.values(stored())).isEqualTo(first);
        assertThat(log.find(job.id()).undoneBy()).isEqualTo(job.id() + 1);
    }

    @Test
    void aJobThatIsGivenBackIsTakenAtOnceAndOneThatFailsIsNot() {
        writer.append(someReadings());
        Change job = enqueue(PLUS_ONE);
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 10);
        queue.claim(ANN, LEASE);
        queue.release(job.id(), ANN);
        assertThat(queue.claim(BOB, LEASE).id()).isEqualTo(job.id());
        queue.fail(job.id(), BOB, "x".repeat(600));
        assertThat(log.find(job.id()).failure()).hasSize(500);
        assertThat(queue.claim(ANN, LEASE)).isNull();
    }

    @Test
    void onlySoManyJobsMayWait() {
        ChangeRequest request = new ChangeRequest(PLUS_ONE, "ann", null);
        assertThat(changes.enqueue(request, 1, 1)).isNotNull();
        assertThat(changes.enqueue(request, 1, 1)).isNull();
        assertThat(changes.enqueue(request, 1, 2)).isNotNull();
    }

    @Test
    void aStepTellsHowManyReadingsItHasChanged() {
        writer.append(Readings.series(Readings.ROOM_1, 15));
        Change job = enqueue(PLUS_ONE);
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 10);
        queue.claim(ANN, LEASE);
        assertThat(queue.advance(job, ANN, LEASE)).isEqualTo(new Step(Progress.MORE, 10));
        assertThat(queue.advance(job, BOB, LEASE)).isEqualTo(new Step(Progress.LOST, 0));
        assertThat(queue.advance(job, ANN, LEASE)).isEqualTo(new Step(Progress.FINISHED, 5));
    }

    /** One that its owner loses time after time must not come before all others each time. */
    @Test
    void jobsThatNobodyHasTakenComeBeforeOnesThatWereLeft() {
        long left = enqueue(PLUS_ONE).id();
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 10);
        assertThat(queue.claim(ANN, RUN_OUT).id()).isEqualTo(left);
        long second = enqueue(PLUS_ONE).id();
        long third = enqueue(PLUS_ONE).id();
        assertThat(queue.backlog()).isEqualTo(new Backlog(2, 1));
        assertThat(queue.claim(BOB, LEASE).id()).isEqualTo(second);
        assertThat(queue.claim(BOB, LEASE).id()).isEqualTo(third);
        assertThat(queue.claim(BOB, LEASE).id()).isEqualTo(left);
        assertThat(queue.backlog()).isEqualTo(new Backlog(0, 3));
    }

    @Test
    void aJobOfWhichAStepHasFailedCanBeKept() {
        Change job = enqueue(PLUS_ONE);
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 10);
        queue.claim(ANN, RUN_OUT);
        queue.renew(job.id(), BOB, LEASE);
        queue.renew(job.id(), ANN, LEASE);
        assertThat(queue.claim(BOB, LEASE)).isNull();
        assertThat(queue.advance(job, ANN, LEASE).progress()).isEqualTo(Progress.FINISHED);
    }

    /** It does not wait for ever, and does not say that it has cancelled. */
    @Test
    void whoCancelsWaitsForAStepNoLongerThanForALock() throws Exception {
        Change job = enqueue(PLUS_ONE);
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 10);
        queue.claim(ANN, LEASE);
        try (Connection step = TestServers.connect(server());
                Statement statement = step.createStatement()) {
            step.setAutoCommit(false);
            statement.execute("SELECT id FROM reading_change FOR UPDATE");
            assertThatThrownBy(() -> queue.cancel(job.id())).isInstanceOf(StoreUnavailable.class);
            step.rollback();
        }
        assertThat(log.find(job.id()).status()).isEqualTo(Change.Status.RUNNING);
        assertThat(queue.cancel(job.id())).isTrue();
    }
}
