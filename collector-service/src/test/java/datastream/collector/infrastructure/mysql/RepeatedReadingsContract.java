package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.change.ChangeStore.Applied;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.reading.Reading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of readings that are sent again after they were changed. */
abstract class RepeatedReadingsContract extends ChangesFixture {

    @Test
    void aRepeatedOriginalOfAnEditedReadingIsADuplicateAndAnythingElseAConflict() {
        List<Reading> originals = Readings.series(Readings.ROOM_1, 50);
        writer.append(originals);
        apply(new ChangeTask.Edit(ReadingFilter.ALL, new Correction(Operator.SET, 7_000)));
        assertThat(writer.append(originals))
                .isEqualTo(
                        new BatchResult(
                                Set.copyOf(IntStream.range(0, 50).boxed().toList()), Map.of()));
        List<Reading> others = List.of(Readings.of(Readings.ROOM_1, 0, 4_711), originals.get(1));
        assertThat(writer.append(others)).isEqualTo(new BatchResult(Set.of(1), Map.of(0, 7_000.0)));
        assertThat(stored()).allMatch(reading -> reading.reading().value() == 7_000);
    }

    /** Only an edit excuses its original; who sends what was deleted or undone contradicts. */
    @Test
    void whatWasDeletedOrUndoneIsNoDuplicateOfWhatIsStored() {
        Reading original = Readings.of(Readings.ROOM_1, 0, 5);
        writer.append(List.of(original));
        apply(new ChangeTask.Delete(ReadingFilter.ALL));
        Reading anew = Readings.of(Readings.ROOM_1, 0, 7);
        writer.append(List.of(anew));
        assertThat(writer.append(List.of(original)))
                .isEqualTo(new BatchResult(Set.of(), Map.of(0, 7.0)));
        long edit = apply(PLUS_ONE).change().id();
        apply(new ChangeTask.Undo(edit));
        assertThat(writer.append(List.of(Readings.of(Readings.ROOM_1, 0, 8))))
                .isEqualTo(new BatchResult(Set.of(), Map.of(0, 7.0)));
    }

    @Test
    void aRepeatedOriginalOfADeletedReadingIsStoredAnewAndTheUndoLeavesItAlone() {
        List<Reading> originals = Readings.series(Readings.ROOM_1, 3);
        writer.append(originals);
        long id = apply(new ChangeTask.Delete(ReadingFilter.ALL)).change().id();
        writer.append(List.of(originals.get(0), Readings.of(Readings.ROOM_1, 1, 4_711)));
        Applied undo = apply(new ChangeTask.Undo(id));
        assertThat(undo.count()).isEqualTo(1);
        assertThat(undo.conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.expected()).isNull();
                    assertThat(conflict.found()).isEqualTo(4_711);
                });
        assertThat(stored())
                .extracting(reading -> reading.reading().value())
                .containsExactly(0.0, 4_711.0, 0.25);
    }

    /** What is stored may have come in after the edited reading was deleted. */
    @Test
    void theOriginalOfAnEditedReadingThatWasDeletedIsNoDuplicateOfWhatIsStoredInItsPlace() {
        Reading original = Readings.of(Readings.ROOM_1, 0, 5);
        Reading anew = Readings.of(Readings.ROOM_1, 0, 7);
        writer.append(List.of(original));
        apply(PLUS_ONE);
        long deleted = apply(new ChangeTask.Delete(ReadingFilter.ALL)).change().id();
        apply(new ChangeTask.Undo(deleted));
        assertDuplicate(original);
        apply(new ChangeTask.Delete(ReadingFilter.ALL));
        writer.append(List.of(anew));
        assertConflict(original, 7);
        apply(PLUS_ONE);
        assertConflict(original, 8);
        assertDuplicate(anew);
        apply(PLUS_ONE);
        assertDuplicate(anew);
        assertConflict(original, 9);
    }

    private void assertDuplicate(Reading reading) {
        assertThat(writer.append(List.of(reading))).isEqualTo(new BatchResult(Set.of(0), Map.of()));
    }

    private void assertConflict(Reading reading, double stored) {
        assertThat(writer.append(List.of(reading)))
                .isEqualTo(new BatchResult(Set.of(), Map.of(0, stored)));
    }
}
