package datastream.collector.usecase.change;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ReadingFilter;
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
    private final ChangeReadings changeReadings =
            new ChangeReadings(
                    store,
                    new ChangeJobs(store, store),
                    new ChangeConfig(10, 100, Duration.ofDays(1)));

    @ParameterizedTest
    @CsvSource({"1, false", "10, false", "11, true", "5000, true"})
    void onlyMoreThanAllowedNeedAConfirmation(long count, boolean needed) {
        store.counted = count;
        store.matching = count;
        assertThat(changeReadings.preview(DELETE).confirmationNeeded()).isEqualTo(needed);
        ChangeOutcome outcome = change(null);
        if (needed) {
            assertThat(outcome).isEqualTo(new Unconfirmed(count));
            assertThat(store.calls()).isEmpty();
        } else {
            assertThat(outcome).isInstanceOf(Done.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 6", "50, 49", "0, 50", "5000, 4999", "500, 5"})
    void aConfirmationOfAnotherNumberIsRefusedEvenOfAFew(long count, long confirmed) {
        store.counted = count;
        assertThat(change(confirmed)).isEqualTo(new Unconfirmed(count));
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
        assertThat(change(null)).isEqualTo(new Unconfirmed(11));
        store.counted = 50;
        store.matching = 51;
        assertThat(change(50L)).isEqualTo(new Unconfirmed(51));
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

    private ChangeOutcome change(Long confirmed) {
        return changeReadings.change(
                DELETE,
                "ada",
                null,
                confirmed == null ? null : new ChangeReadings.Confirmed(confirmed, "mark"));
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
