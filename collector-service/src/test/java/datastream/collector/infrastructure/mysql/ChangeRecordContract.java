package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeFilter;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.ReadingId;
import datastream.collector.fake.ChangedTable;
import datastream.collector.fake.Readings;
import datastream.reading.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is promised of the record of changes; run on every real server. */
abstract class ChangeRecordContract extends ChangesFixture {

    @Test
    void aConfirmationAllowsOneChange() {
        writer.append(Readings.series(Readings.ROOM_1, 5));
        String mark = "AAAAAAAAAAAAAAAAAAAAAAAA";
        ChangeRequest request = new ChangeRequest(PLUS_ONE, "ann", null, mark);
        assertThat(changes.confirmedBy(mark)).isNull();
        long id = changes.apply(request, 10, _ -> true).change().id();
        assertThat(changes.confirmedBy(mark).id()).isEqualTo(id);
        Map<ReadingId, Double> once = ChangedTable.values(stored());
        assertThatThrownBy(() -> changes.apply(request, 10, _ -> true)).isNotNull();
        assertThat(ChangedTable.values(stored())).isEqualTo(once);
    }

    @Test
    void whatIsBeingUndoneIsNotForgotten() {
        writer.append(Readings.series(Readings.ROOM_1, 5));
        Change edit = apply(PLUS_ONE).change();
        enqueue(new ChangeTask.Undo(edit.id()));
        log.deleteSomeBefore(Timestamps.LATEST_MICROS);
        assertThat(log.find(edit.id())).isNotNull();
    }

    @Test
    void theRecordIsPagedFilteredAndForgottenInTime() {
        writer.append(Readings.series(Readings.ROOM_1, 7_000));
        Change edit =
                changes.apply(new ChangeRequest(PLUS_ONE, "ann", "Drift…"), 10_000, _ -> true)
                        .change();
        assertThat(edit.request().reason()).isEqualTo("Drift…");
        List<ChangedReading> page = log.readings(edit.id(), null, 10);
        page.addAll(log.readings(edit.id(), page.getLast().id(), 10));
        assertThat(page).hasSize(20).doesNotHaveDuplicates();
        assertThat(page)
                .extracting(reading -> reading.id().timestampMicros() - Readings.BASE)
                .isEqualTo(IntStream.range(0, 20).mapToObj(Long::valueOf).toList());
        Change undo = apply(new ChangeTask.Undo(edit.id())).change();
        assertThat(total(null, "ann")).isEqualTo(1);
        assertThat(total(ChangeTask.Kind.UNDO, null)).isEqualTo(1);
        assertThat(total(null, null)).isEqualTo(2);
        assertThat(log.deleteSomeBefore(edit.createdMicros())).isFalse();
        int rounds = 0;
        while (log.deleteSomeBefore(undo.createdMicros())) {
            rounds++;
        }
        assertThat(rounds).isEqualTo(2);
        assertThat(log.find(edit.id())).isNull();
        assertThat(log.readings(edit.id(), null, 10)).isEmpty();
        assertThat(log.readings(undo.id(), null, 10)).hasSize(10);
    }

    private long total(ChangeTask.Kind kind, String user) {
        return log.find(new ChangeFilter(kind, user, null, null), ALL).total();
    }

    /** Whatever its age: each row of the record costs a hundred bytes. */
    @Test
    void theOldestChangesAreForgottenWhenTheRecordIsTooLarge() {
        writer.append(Readings.series(Readings.ROOM_1, 20));
        long first = apply(PLUS_ONE).change().id();
        long second = apply(PLUS_ONE).change().id();
        assertThat(log.rowsAfter(first)).isEqualTo(21);
        assertThat(log.rowsAfter(second)).isZero();
        assertThat(log.deleteSomeBeyond(22)).isFalse();
        assertThat(log.find(first)).isNotNull();
        assertThat(log.deleteSomeBeyond(21)).isTrue();
        assertThat(log.find(first)).isNull();
        assertThat(log.readings(first, null, 10)).isEmpty();
        assertThat(log.deleteSomeBeyond(1)).isFalse();
        assertThat(log.readings(second, null, 100)).hasSize(20);
    }

    @Test
    void whatIsBeingUndoneIsKeptHoweverLargeTheRecordIs() {
        writer.append(Readings.series(Readings.ROOM_1, 20));
        Change edit = apply(PLUS_ONE).change();
        Change other = apply(PLUS_ONE).change();
        enqueue(new ChangeTask.Undo(edit.id()));
        assertThat(log.deleteSomeBeyond(1)).isTrue();
        assertThat(log.deleteSomeBeyond(1)).isFalse();
        assertThat(log.find(edit.id())).isNotNull();
        assertThat(log.find(other.id())).isNull();
    }
}
