package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.change.ChangeQueue.Progress;
import datastream.collector.usecase.change.ChangeStore.Applied;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of changes whose readings are forgotten; run on every real server. */
@Timeout(120)
abstract class ForgottenChangesContract extends PartitionsFixture {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String ANN = new UUID(0, 1).toString();

    private MySqlChangeStore changes;

    @BeforeEach
    void openChanges() {
        changes = new MySqlChangeStore(database);
    }

    @Test
    void anUndoBringsNothingBackThatIsNotKept() {
        writer.append(List.of(at(day(9)), at(day(10))));
        Change deleted = apply(new ChangeTask.Delete(ReadingFilter.ALL)).change();
        keepSince(DAY_10);
        Applied undo = apply(new ChangeTask.Undo(deleted.id()));
        assertThat(undo.count()).isEqualTo(1);
        assertThat(undo.conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.id().timestampMicros())
                            .isEqualTo(Timestamps.toMicros(day(9)));
                    assertThat(conflict.expected()).isNull();
                    assertThat(conflict.found()).isNull();
                });
        assertThat(count()).isEqualTo(1);
        assertThat(apply(new ChangeTask.Undo(deleted.id())).count()).isZero();
        // Kept longer again, it may come back.
        keepSince(null);
        assertThat(apply(new ChangeTask.Undo(deleted.id())).count()).isEqualTo(1);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void anUndoOfAnEditSaysWhichReadingsHaveBeenDropped() {
        does(turn -> turn.split(first(turn), List.of(DAY_10)));
        writer.append(List.of(at(day(9)), at(day(10))));
        Change edit = apply(edit()).change();
        keepSince(DAY_10);
        does(turn -> turn.drop(first(turn)));
        Applied undo = apply(new ChangeTask.Undo(edit.id()));
        assertThat(undo.count()).isEqualTo(1);
        assertThat(undo.conflicts())
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.found()).isNull());
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aJobGoesOnWhenAPartitionIsDroppedBetweenItsSteps() {
        does(turn -> turn.split(first(turn), List.of(DAY_10)));
        // In the order of the job: ten old and ten that are kept, of each of two sensors.
        writer.append(
                Stream.of(Readings.ROOM_1, ROOM_2)
                        .flatMap(sensor ->
                                IntStream.range(0, 20).mapToObj(hour -> hourly(sensor, hour)))
                        .toList());
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 5);
        Change job =
                Objects.requireNonNull(
                        changes.enqueue(new ChangeRequest(edit(), "ann", null), 40, 10));
        queue.claim(ANN, LEASE);
        assertThat(queue.advance(job, ANN, LEASE).progress()).isEqualTo(Progress.MORE);
        keepSince(DAY_10);
        assertThat(does(turn -> turn.drop(first(turn)))).isTrue();
        while (queue.advance(job, ANN, LEASE).progress() == Progress.MORE) {
            // One step after the other.
        }
        Change done = new MySqlChangeLog(database).find(job.id());
        assertThat(done.status()).isEqualTo(Change.Status.DONE);
        assertThat(done.count()).isEqualTo(5 + 10 + 10);
        assertThat(ask("SELECT COUNT(*) FROM reading WHERE sensor_value = 43")).isEqualTo(20);
        assertThat(count()).isEqualTo(20);
    }

    /** Hours 0 to 9 before the tenth, 10 to 19 from then on. */
    private static Reading hourly(Sensor sensor, int hour) {
        Instant time = DAY_10.plus(Duration.ofHours(hour - 10L));
        return new Reading(sensor, Timestamps.toMicros(time), 42);
    }

    private static ChangeTask.OfFilter edit() {
        return new ChangeTask.Edit(ReadingFilter.ALL, new Correction(Correction.Operator.ADD, 1));
    }

    private Applied apply(ChangeTask task) {
        return changes.apply(new ChangeRequest(task, "ann", null), 1_000, _ -> true);
    }
}
