package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeFilter;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.ChangedTable;
import datastream.collector.fake.ChangedTable.Step;
import datastream.collector.fake.Filters;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.change.ChangeQueue.Progress;
import datastream.collector.usecase.change.ChangeStore.Applied;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised of changes; run on every real server. */
abstract class ChangesContract {

    /** {@code -Ddatastream.test.changes=100000} for the long run. */
    private static final int RANDOM_CHANGES = Integer.getInteger("datastream.test.changes", 1_000);

    private static final Page ALL = new Page(10_000, 0, Page.Order.ASC);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration RUN_OUT = Duration.ofSeconds(-1);
    private static final String ANN = new UUID(0, 1).toString();
    private static final String BOB = new UUID(0, 2).toString();
    private static final ChangeTask.OfFilter PLUS_ONE =
            new ChangeTask.Edit(ReadingFilter.ALL, new Correction(Operator.ADD, 1));

    private static final double[] OPERANDS = {
        0.0,
        -0.0,
        1,
        -1,
        0.1,
        1.1,
        1.0 / 3,
        -2.5e-7,
        1e7,
        1e308,
        -Double.MAX_VALUE,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        12345678901234567.0
    };

    private Database database;
    private MySqlReadingWriter writer;
    private MySqlReadingStore readings;
    private MySqlChangeStore changes;
    private MySqlChangeLog log;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() {
        database = new Database(server());
        database.start();
        TestServers.empty(database);
        writer = new MySqlReadingWriter(database);
        readings = new MySqlReadingStore(database);
        changes = new MySqlChangeStore(database);
        log = new MySqlChangeLog(database);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    /** At once and as jobs in steps; taken back in reverse, the first table is there again. */
    @Test
    void randomChangesDoExactlyWhatAPlainMapDoesAndAllCanBeTakenBack() {
        writer.append(someReadings());
        Random random = new Random(5);
        ChangedTable table = new ChangedTable(stored());
        Map<ReadingId, Double> first = table.values();
        Deque<Long> done = new ArrayDeque<>();
        Map<Long, Map<ReadingId, Step>> steps = new HashMap<>();
        for (int i = 0; i < RANDOM_CHANGES; i++) {
            if (!done.isEmpty() && random.nextInt(4) == 0) {
                undoRandom(random, table, done, steps);
            } else {
                changeRandom(random, table, done, steps);
            }
            assertThat(ChangedTable.values(stored())).as("after %d", i).isEqualTo(table.values());
            if (done.size() > 30) {
                takeAllBack(done);
                assertThat(ChangedTable.values(stored())).as("after %d", i).isEqualTo(first);
                table = new ChangedTable(stored());
            }
        }
        takeAllBack(done);
        assertThat(ChangedTable.values(stored())).isEqualTo(first);
    }

    private void changeRandom(
            Random random,
            ChangedTable table,
            Deque<Long> done,
            Map<Long, Map<ReadingId, Step>> steps) {
        ChangeTask.OfFilter task = randomTask(random);
        Map<ReadingId, Step> expected = table.steps(task);
        if (expected.values().stream().anyMatch(ChangesContract::overflows)) {
            assertThatThrownBy(() -> apply(task)).isInstanceOf(CorrectionOverflow.class);
            assertThatThrownBy(() -> changes.count(task)).isInstanceOf(CorrectionOverflow.class);
            return;
        }
        assertThat(changes.count(task)).as("%s", task).isEqualTo(expected.size());
        Change change = random.nextInt(4) == 0 ? run(task, random) : apply(task).change();
        if (change == null) {
            assertThat(expected).as("%s", task).isEmpty();
            return;
        }
        assertThat(change.count()).as("%s", task).isEqualTo(expected.size());
        assertThat(stepsOf(change.id())).as("%s", task).isEqualTo(expected);
        assertThat(change.request().task()).isEqualTo(task);
        table.apply(expected);
        done.push(change.id());
        steps.put(change.id(), expected);
    }

    private void undoRandom(
            Random random,
            ChangedTable table,
            Deque<Long> done,
            Map<Long, Map<ReadingId, Step>> steps) {
        long undone = List.copyOf(done).get(random.nextInt(done.size()));
        ChangeTask task = new ChangeTask.Undo(undone);
        ChangedTable.Undo expected = table.undoOf(steps.get(undone));
        assertThat(changes.canUndo(undone)).isEqualTo(!expected.steps().isEmpty());
        if (random.nextInt(4) == 0) {
            Change change = run(task, random);
            assertThat(change.conflicts()).isEqualTo(expected.conflicts());
            record(change, table, expected, done, steps);
            return;
        }
        Applied applied = apply(task);
        assertThat(applied.conflictCount()).isEqualTo(expected.conflicts());
        assertThat(applied.conflicts()).hasSize(Math.min(100, expected.conflicts()));
        if (applied.change() == null) {
            assertThat(expected.steps()).isEmpty();
        } else {
            record(applied.change(), table, expected, done, steps);
        }
    }

    private void record(
            Change change,
            ChangedTable table,
            ChangedTable.Undo expected,
            Deque<Long> done,
            Map<Long, Map<ReadingId, Step>> steps) {
        assertThat(stepsOf(change.id())).isEqualTo(expected.steps());
        assertThat(log.conflicts(change.id(), null, 1_000)).hasSize(expected.conflicts());
        table.apply(expected.steps());
        done.push(change.id());
        steps.put(change.id(), expected.steps());
    }

    private void takeAllBack(Deque<Long> done) {
        while (!done.isEmpty()) {
            Applied applied = apply(new ChangeTask.Undo(done.pop()));
            assertThat(applied.conflictCount()).isZero();
        }
    }

    private static boolean overflows(Step step) {
        return step.after() != null && step.after().isInfinite();
    }

    private static ChangeTask.OfFilter randomTask(Random random) {
        ReadingFilter filter = Filters.random(random);
        if (random.nextInt(3) == 0) {
            return new ChangeTask.Delete(filter);
        }
        Operator operator = Operator.values()[random.nextInt(3)];
        double operand = OPERANDS[random.nextInt(OPERANDS.length)];
        return new ChangeTask.Edit(filter, new Correction(operator, operand));
    }

    /** As a job, whose steps are so short that it has several. */
    private Change run(ChangeTask task, Random random) {
        Change job = enqueue(task);
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 1 + random.nextInt(40));
        assertThat(queue.claim(ANN, LEASE)).isEqualTo(withStatus(job, Change.Status.RUNNING));
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE) {
            progress = queue.advance(job, ANN, LEASE);
        }
        assertThat(progress).isEqualTo(Progress.FINISHED);
        Change done = log.find(job.id());
        assertThat(done.status()).isEqualTo(Change.Status.DONE);
        return done;
    }

    private static Change withStatus(Change job, Change.Status status) {
        return new Change(
                job.id(),
                job.request(),
                status,
                job.createdMicros(),
                null,
                job.expected(),
                0,
                0,
                null,
                null);
    }

    @Test
    void aJobWhoseOwnerHasDiedIsFinishedByAnother() {
        writer.append(Readings.series(Readings.ROOM_1, 150));
        Map<ReadingId, Double> first = ChangedTable.values(stored());
        Change job = enqueue(PLUS_ONE);
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 10);
        queue.claim(ANN, LEASE);
        assertThat(queue.advance(job, ANN, LEASE)).isEqualTo(Progress.MORE);
        assertThat(queue.claim(BOB, LEASE)).isNull();
        assertThat(queue.advance(job, ANN, RUN_OUT)).isEqualTo(Progress.MORE);
        assertThat(queue.claim(BOB, LEASE).id()).isEqualTo(job.id());
        assertThat(log.find(job.id()).count()).isEqualTo(20);
        assertThat(queue.advance(job, ANN, LEASE)).isEqualTo(Progress.LOST);
        while (queue.advance(job, BOB, LEASE) == Progress.MORE) {
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
        assertThat(queue.advance(job, ANN, LEASE)).isEqualTo(Progress.LOST);
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

    /** Each replaces what the other has left: together they add up, and both can be taken back. */
    @Test
    void editsOfTheSameReadingsAtTheSameTimeAddUp() throws Exception {
        writer.append(Readings.series(Readings.ROOM_1, 300));
        Map<ReadingId, Double> first = ChangedTable.values(stored());
        List<Callable<List<Long>>> editors =
                IntStream.range(0, 4)
                        .<Callable<List<Long>>>mapToObj(_ -> this::addTenTimes)
                        .toList();
        List<Long> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Long>> editor : threads.invokeAll(editors)) {
                ids.addAll(editor.get());
            }
        }
        Map<ReadingId, Double> last = new HashMap<>(first);
        last.replaceAll((_, value) -> value + ids.size());
        assertThat(ChangedTable.values(stored())).isEqualTo(last);
        Set<Double> befores = new HashSet<>();
        ids.forEach(id -> befores.add(log.readings(id, null, 1).getFirst().before()));
        assertThat(befores).hasSize(ids.size());
    }

    private List<Long> addTenTimes() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            try {
                ids.add(apply(PLUS_ONE).change().id());
            } catch (StoreUnavailable e) {
                // The others were quicker three times.
            }
        }
        return ids;
    }

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

    @Test
    void moreThanAllowedOrNotAcceptedChangesNothing() {
        writer.append(Readings.series(Readings.ROOM_1, 20));
        Map<ReadingId, Double> first = ChangedTable.values(stored());
        ChangeRequest request = new ChangeRequest(PLUS_ONE, "ann", null);
        assertThat(changes.apply(request, 19, _ -> true).change()).isNull();
        Applied refused = changes.apply(request, 20, count -> count != 20);
        assertThat(refused.change()).isNull();
        assertThat(refused.count()).isEqualTo(20);
        assertThat(ChangedTable.values(stored())).isEqualTo(first);
        assertThat(log.find(new ChangeFilter(null, null, null, null), ALL).total()).isZero();
        assertThat(changes.apply(request, 20, _ -> true).count()).isEqualTo(20);
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

    @Test
    void aSampleShowsTheOldestWithTheirValuesToBe() {
        writer.append(Readings.series(Readings.ROOM_1, 20));
        assertThat(changes.sample(PLUS_ONE, 3))
                .extracting(ChangedReading::before, ChangedReading::after)
                .containsExactly(tuple(0.0, 1.0), tuple(0.125, 1.125), tuple(0.25, 1.25));
    }

    @Test
    void theLastInstantOfAllCanBeChanged() {
        Reading last = new Reading(Readings.ROOM_1, Timestamps.LATEST_MICROS, 1);
        writer.append(List.of(last));
        assertThat(apply(PLUS_ONE).count()).isEqualTo(1);
        assertThat(run(PLUS_ONE, new Random(1)).count()).isEqualTo(1);
        assertThat(stored()).singleElement().matches(reading -> reading.reading().value() == 3);
    }

    private Applied apply(ChangeTask task) {
        return changes.apply(new ChangeRequest(task, "tester", null), 100_000, _ -> true);
    }

    private Change enqueue(ChangeTask task) {
        return changes.enqueue(new ChangeRequest(task, "tester", "in steps"), 1, 10);
    }

    private Map<ReadingId, Step> stepsOf(long id) {
        Map<ReadingId, Step> steps = new HashMap<>();
        log.readings(id, null, 1_000)
                .forEach(reading ->
                        steps.put(reading.id(), new Step(reading.before(), reading.after())));
        return steps;
    }

    private List<StoredReading> stored() {
        return readings.find(ReadingFilter.ALL, ALL);
    }

    /** Of several sensors at shared instants, with values of every kind. */
    private static List<Reading> someReadings() {
        Random random = new Random(3);
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Sensor sensor =
                    new Sensor(
                            i % 2 == 0 ? "humidity" : "motion", i % 3 == 0 ? "HALL" : "A", i % 7);
            readings.add(Readings.of(sensor, i / 7 * 10_000L, value(random, i)));
        }
        return readings;
    }

    private static double value(Random random, int i) {
        return switch (i % 4) {
            case 0 -> OPERANDS[random.nextInt(OPERANDS.length)];
            case 1 -> random.nextGaussian();
            case 2 -> (i - 75) * 1e7;
            default -> Double.MIN_VALUE * random.nextInt(100);
        };
    }
}
