package datastream.collector.usecase.change;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ReadingCount;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.fake.CountedChanges;
import datastream.collector.fake.ScriptedChanges;
import datastream.collector.usecase.change.ChangeOutcome.Done;
import datastream.collector.usecase.change.ChangeOutcome.Nothing;
import datastream.collector.usecase.change.ChangeOutcome.Queued;
import datastream.collector.usecase.change.ChangeOutcome.TooManyJobs;
import datastream.collector.usecase.change.ChangeOutcome.Unconfirmed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeReadingsTest {

    private static final ChangeTask.OfFilter DELETE = new ChangeTask.Delete(ReadingFilter.ALL);

    private final ScriptedChanges store = new ScriptedChanges();
    private final CountedChanges metrics = new CountedChanges();
    private final ChangeReadings changeReadings =
            new ChangeReadings(
                    store,
                    new ChangeJobs(store, store, ChangeMetrics.NONE),
                    new ChangeConfig(10, 100, Duration.ofDays(1), 1_000),
                    metrics);

    @ParameterizedTest
    @CsvSource({"1, false", "10, false", "11, true", "5000, true"})
    void onlyMoreThanAllowedNeedAConfirmation(long count, boolean needed) {
        store.counted = count;
        store.matching = count;
        assertThat(changeReadings.preview(DELETE).confirmationNeeded()).isEqualTo(needed);
        ChangeOutcome outcome = change(null);
        if (needed) {
            assertThat(outcome)
                    .isEqualTo(
                            new Unconfirmed(new ReadingCount(Math.min(count, 101), count <= 100)));
            assertThat(store.calls()).isEmpty();
        } else {
            assertThat(outcome).isInstanceOf(Done.class);
        }
    }

    /** It would take a minute to count a hundred million, and nobody needs to know. */
    @Test
    void countsNoFurtherThanToWhatDecides() {
        store.counted = 5_000;
        store.matching = 50;
        change(null);
        assertThat(store.countedTo).isEqualTo(100);
        change(50L);
        assertThat(store.countedTo).isEqualTo(100);
        change(5_000L);
        assertThat(store.countedTo).isEqualTo(Long.MAX_VALUE);
        changeReadings.preview(DELETE);
        assertThat(store.countedTo).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsTooMuchToBeCountedIsAJobOnceConfirmed() {
        store.countable = false;
        store.counted = 5;
        assertThat(changeReadings.preview(DELETE))
                .isEqualTo(new ChangeReadings.Preview(ReadingCount.atLeast(5), List.of(), true));
        assertThat(change(null)).isEqualTo(new Unconfirmed(ReadingCount.atLeast(5)));
        assertThat(changeConfirmed(ReadingCount.atLeast(7))).isInstanceOf(Queued.class);
        assertThat(store.calls()).containsExactly("enqueue 5");
        store.countable = true;
        store.counted = 500;
        assertThat(changeConfirmed(ReadingCount.atLeast(7))).isInstanceOf(Queued.class);
        store.counted = 6;
        assertThat(changeConfirmed(ReadingCount.atLeast(7)))
                .isEqualTo(new Unconfirmed(ReadingCount.exactly(6)));
    }

    @Test
    void whatComesOfThemIsCounted() {
        store.counted = 20;
        store.matching = 20;
        change(null);
        change(20L);
        store.counted = 500;
        change(500L);
        store.queueIsFull = true;
        change(500L);
        assertThat(metrics.seen())
                .containsExactly(
                        "DELETE UNCONFIRMED",
                        "DELETE 20",
                        "DELETE DONE",
                        "DELETE QUEUED",
                        "DELETE REFUSED");
    }

    @ParameterizedTest
    @CsvSource({"5, 6", "50, 49", "0, 50", "5000, 4999", "500, 5"})
    void aConfirmationOfAnotherNumberIsRefusedEvenOfAFew(long count, long confirmed) {
        store.counted = count;
        assertThat(change(confirmed)).isInstanceOf(Unconfirmed.class);
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void whatIsConfirmedIsDoneAtOnceOrAsAJob() {
        store.counted = 100;
        store.matching = 100;
        assertThat(change(100L)).isInstanceOf(Done.class);
        store.counted = 101;
        assertThat(change(101L)).isInstanceOf(Queued.class);
        assertThat(store.calls()).containsExactly("apply 100", "enqueue 101");
        store.queueIsFull = true;
        assertThat(change(101L)).isInstanceOf(TooManyJobs.class);
    }

    /** Readings come and go between the count and the transaction. */
    @Test
    void whatMatchesInTheTransactionDecides() {
        store.counted = 10;
        store.matching = 11;
        assertThat(change(null)).isEqualTo(new Unconfirmed(ReadingCount.exactly(11)));
        store.counted = 50;
        store.matching = 51;
        assertThat(change(50L)).isEqualTo(new Unconfirmed(ReadingCount.exactly(51)));
        store.matching = 101;
        assertThat(change(50L)).isInstanceOf(Queued.class);
        assertThat(store.calls())
                .containsExactly("apply nothing", "apply nothing", "apply nothing", "enqueue 50");
        store.matching = 0;
        assertThat(change(50L)).isEqualTo(Nothing.AT_ALL);
    }

    @Test
    void noReadingIsNoChange() {
        assertThat(change(null)).isEqualTo(Nothing.AT_ALL);
        assertThat(store.calls()).isEmpty();
    }

    private ChangeOutcome changeConfirmed(ReadingCount confirmed) {
        return changeReadings.change(
                DELETE,
                "ada",
                null,
                confirmed == null ? null : new ChangeReadings.Confirmed(confirmed, "mark"));
    }

    private ChangeOutcome change(Long confirmed) {
        return changeConfirmed(confirmed == null ? null : ReadingCount.exactly(confirmed));
    }

    @ParameterizedTest
    @EnumSource
    void aConfirmationThatWasUsedIsAnsweredWithItsChange(Change.Status status) {
        store.counted = 50;
        store.matching = 50;
        store.usedMark = "mark";
        store.usedBy =
                new Change(
                        7,
                        new ChangeRequest(DELETE, "ada", null, "mark"),
                        status,
                        0,
                        null,
                        50,
                        50,
                        0,
                        null,
                        null);
        ChangeOutcome outcome = change(50L);
        assertThat(outcome)
                .isEqualTo(
                        status.isFinished()
                                ? new Done(store.usedBy, List.of())
                                : new Queued(store.usedBy));
        assertThat(store.calls()).isEmpty();
    }
}
