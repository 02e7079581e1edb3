package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeFilter;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.ReadingCount;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.ChangedTable;
import datastream.collector.fake.ChangedTable.Step;
import datastream.collector.fake.Filters;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.change.ChangeStore.Applied;
import datastream.reading.Reading;
import datastream.reading.Timestamps;
import java.sql.Connection;
import java.sql.Statement;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is promised of changes; run on every real server. */
abstract class ChangesContract extends ChangesFixture {

    /** {@code -Ddatastream.test.changes=100000} for the long run. */
    private static final int RANDOM_CHANGES = Integer.getInteger("datastream.test.changes", 1_000);

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
            assertThatThrownBy(() -> count(task)).isInstanceOf(CorrectionOverflow.class);
            assertThatThrownBy(() -> inPortions(7).count(task, Long.MAX_VALUE))
                    .isInstanceOf(CorrectionOverflow.class);
            return;
        }
        ReadingCount all = ReadingCount.exactly(expected.size());
        assertThat(count(task)).as("%s", task).isEqualTo(all);
        assertThat(inPortions(7).count(task, Long.MAX_VALUE)).as("%s", task).isEqualTo(all);
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

    private ReadingCount count(ChangeTask.OfFilter task) {
        return changes.count(task, Long.MAX_VALUE);
    }

    private void undoRandom(
            Random random,
            ChangedTable table,
            Deque<Long> done,
            Map<Long, Map<ReadingId, Step>> steps) {
        long undone = List.copyOf(done).get(random.nextInt(done.size()));
        ChangeTask task = new ChangeTask.Undo(undone);
        ChangedTable.Undo expected = table.undoOf(steps.get(undone));
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

    /** As it counts when one statement would take too long. */
    @Test
    void aCountThatTakesTooLongSaysHowFarItCame() {
        writer.append(Readings.series(Readings.ROOM_1, 95));
        MySqlChangeStore impatient =
                new MySqlChangeStore(database, new ChangePreview(Duration.ZERO, Duration.ZERO, 10));
        assertThat(impatient.count(PLUS_ONE, Long.MAX_VALUE)).isEqualTo(ReadingCount.atLeast(10));
        assertThat(inPortions(10).count(PLUS_ONE, 34)).isEqualTo(ReadingCount.atLeast(40));
        assertThat(inPortions(100).count(PLUS_ONE, 34)).isEqualTo(ReadingCount.exactly(95));
        assertThat(changes.count(PLUS_ONE, 34)).isEqualTo(ReadingCount.atLeast(35));
        assertThat(changes.count(PLUS_ONE, 95)).isEqualTo(ReadingCount.exactly(95));
    }

    /** The pool closes a connection whose statement took too long: the portions need another. */
    @Test
    void whatOneStatementCannotCountInTimeIsCountedInPortions() throws Exception {
        writer.append(Readings.series(Readings.ROOM_1, 95));
        MySqlChangeStore quick =
                new MySqlChangeStore(
                        database,
                        new ChangePreview(Duration.ofSeconds(1), Duration.ofMinutes(1), 10));
        try (Connection other = TestServers.connect(server());
                Statement statement = other.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statement.execute("LOCK TABLES reading WRITE");
            Future<ReadingCount> count =
                    threads.submit(() -> quick.count(PLUS_ONE, Long.MAX_VALUE));
            await().until(() -> isRunning("SELECT sensor_id, ts FROM reading FORCE INDEX"));
            statement.execute("UNLOCK TABLES");
            assertThat(count.get()).isEqualTo(ReadingCount.exactly(95));
        }
    }

    private boolean isRunning(String beginning) {
        return database
                .queries()
                .run(handle ->
                        handle.createQuery("SHOW FULL PROCESSLIST")
                                .map((row, _) -> String.valueOf(row.getString("Info")))
                                .list())
                .stream()
                .anyMatch(sql -> sql.startsWith(beginning));
    }

    private MySqlChangeStore inPortions(int size) {
        return new MySqlChangeStore(
                database, new ChangePreview(Duration.ZERO, Duration.ofMinutes(1), size));
    }
}
