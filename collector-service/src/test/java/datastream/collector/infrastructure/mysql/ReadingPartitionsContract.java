package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.change.ChangeQueue.Progress;
import datastream.collector.usecase.change.ChangeStore.Applied;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.retention.ReadingPartition;
import datastream.collector.usecase.retention.ReadingPartitions.Turn;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is promised of partitions; run on every real server. */
@Timeout(120)
abstract class ReadingPartitionsContract {

    private static final Instant DAY_10 = day(10);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String ANN = new UUID(0, 1).toString();
    private static final Sensor ROOM_2 = new Sensor("temperature", "ROOM", 2);

    private Database database;
    private MySqlReadingWriter writer;
    private MySqlReadingPartitions partitions;
    private MySqlChangeStore changes;

    abstract DatabaseConfig server();

    @BeforeEach
    void openWithPartitionsAsTheMigrationMakesThem() {
        try (Database old = new Database(server())) {
            old.start();
            TestServers.empty(old);
            forgetMigration(old);
        }
        database = new Database(server());
        database.start();
        writer = new MySqlReadingWriter(database);
        partitions = new MySqlReadingPartitions(database);
        changes = new MySqlChangeStore(database);
    }

    /** As before version 5. */
    private static void forgetMigration(Database database) {
        database.write(handle -> {
            handle.execute("ALTER TABLE reading REMOVE PARTITIONING");
            handle.execute(
                    "ALTER TABLE reading DROP KEY reading_by_time, ADD KEY reading_by_time (ts)");
            handle.execute("DROP TABLE reading_retention");
            return handle.execute("DELETE FROM flyway_schema_history WHERE version = '5'");
        });
    }

    @AfterEach
    void close() {
        if (database != null) {
            TestServers.empty(database);
            database.write(handle -> handle.execute("DELETE FROM reading_retention"));
            database.close();
        }
    }

    @Test
    void readingsOutliveTheMigrationWhileAnOldCollectorStoresMore() throws Exception {
        forgetMigration(database);
        List<Reading> before = new ArrayList<>(Readings.series(Readings.ROOM_1, 20_000));
        before.add(new Reading(Readings.ROOM_1, Timestamps.EARLIEST_MICROS, 1));
        before.add(new Reading(Readings.ROOM_1, Timestamps.LATEST_MICROS, 2));
        writer.append(before);
        AtomicBoolean migrated = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> old = threads.submit(() -> storeUntil(migrated));
            try (Database upgraded = new Database(server())) {
                upgraded.start();
            } finally {
                migrated.set(true);
            }
            int more = old.get();
            assertThat(count()).isEqualTo(before.size() + more);
        }
        assertThat(ends()).hasSize(3);
        assertThat(ends().getLast()).isNull();
        assertThat(writer.append(before).duplicates()).hasSize(before.size());
    }

    /**
     * @return how many it has stored
     */
    private int storeUntil(AtomicBoolean end) {
        int count = 0;
        while (!end.get()) {
            count++;
            BatchResult result = writer.append(List.of(Readings.of(ROOM_2, count, 0.5)));
            assertThat(result).isEqualTo(BatchResult.ALL_NEW);
        }
        return count;
    }

    @Test
    void aPartitionIsDividedWithWhatIsInItAndDropped() {
        writer.append(List.of(at(day(9)), at(day(10)), at(day(11)), at(day(12))));
        assertThat(does(turn -> turn.split(first(turn), List.of(day(10), day(11))))).isTrue();
        assertThat(ends()).startsWith(day(10), day(11)).hasSize(5);
        assertThat(number(turn -> turn.count(first(turn), 5))).isEqualTo(1);
        assertThat(count()).isEqualTo(4);
        assertThat(does(turn -> turn.drop(first(turn)))).isTrue();
        assertThat(ends()).startsWith(day(11)).hasSize(4);
        assertThat(count()).isEqualTo(3);
        // It belongs to the next now.
        writer.append(List.of(at(day(8))));
        assertThat(number(turn -> turn.count(first(turn), 5))).isEqualTo(2);
        assertThat(number(turn -> turn.count(first(turn), 1))).isEqualTo(1);
    }

    @Test
    void theLastPartitionHasNoEnd() {
        assertThat(
                        does(turn ->
                                turn.split(
                                        turn.partitions().getLast(),
                                        List.of(Instant.parse("9999-12-31T00:00:00Z")))))
                .isTrue();
        writer.append(List.of(new Reading(Readings.ROOM_1, Timestamps.LATEST_MICROS, 1)));
        assertThat(number(turn -> turn.count(turn.partitions().getLast(), 5))).isEqualTo(1);
        assertThat(ends().reversed().subList(0, 2))
                .isEqualTo(Arrays.asList(null, Instant.parse("9999-12-31T00:00:00Z")));
    }

    /** Where several servers take writes, their locks by name are not the same. */
    @Test
    void whatAnotherHasDoneMeanwhileIsNoFailure() {
        does(turn -> turn.split(first(turn), List.of(day(10), day(11))));
        boolean done =
                does(turn -> {
                    ReadingPartition old = first(turn);
                    ReadingPartition whole = turn.partitions().get(2);
                    turn.drop(old);
                    turn.split(whole, List.of(day(12)));
                    return turn.drop(old) || turn.split(whole, List.of(day(12)));
                });
        assertThat(done).isFalse();
        assertThat(ends()).startsWith(day(11), day(12)).hasSize(5);
    }

    @Test
    void ofManyAtOnceOneAtATimeIsAtThePartitions() throws Exception {
        AtomicBoolean busy = new AtomicBoolean();
        Callable<Boolean> round =
                () -> {
                    boolean alone = true;
                    for (int i = 0; i < 20; i++) {
                        alone &= partitions.alone(turn -> occupy(busy)).orElse(true);
                    }
                    return alone;
                };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> future : threads.invokeAll(List.of(round, round, round))) {
                assertThat(future.get()).isTrue();
            }
        }
        try (Database another = new Database(server())) {
            another.start();
            MySqlReadingPartitions others = new MySqlReadingPartitions(another);
            assertThat(partitions.alone(_ -> others.alone(_ -> true).isEmpty())).contains(true);
            assertThat(others.alone(_ -> true)).contains(true);
        }
    }

    private static boolean occupy(AtomicBoolean busy) {
        boolean alone = !busy.getAndSet(true);
        Thread.yield();
        busy.set(false);
        return alone;
    }

    @Test
    void behindAnOpenTransactionItGivesUpAndIngestGoesOn() throws Exception {
        writer.append(List.of(at(day(9))));
        AtomicBoolean done = new AtomicBoolean();
        try (Connection reader = open();
                Statement statement = reader.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT COUNT(*) FROM reading").close();
            Future<Integer> ingest = threads.submit(() -> storeUntil(done));
            boolean split;
            try {
                // The transaction stays open: only giving up ends this.
                split = does(turn -> turn.split(first(turn), List.of(day(10))));
                int stored = count(statement);
                await().until(() -> count(statement) > stored);
            } finally {
                done.set(true);
            }
            reader.rollback();
            assertThat(split).isFalse();
            assertThat(ingest.get()).isPositive();
        }
        assertThat(does(turn -> turn.split(first(turn), List.of(day(10))))).isTrue();
        assertThat(does(turn -> turn.drop(first(turn)))).isTrue();
    }

    @Test
    void patienceIsAsUsualAfterwards() {
        String patience = "SELECT @@SESSION.lock_wait_timeout";
        long usual = ask(patience);
        List<Long> seen = new ArrayList<>();
        partitions.alone(_ -> seen.add(0L));
        IntStream.range(0, 20).forEach(_ -> seen.add(ask(patience)));
        assertThat(usual).isGreaterThan(1);
        assertThat(seen.subList(1, seen.size())).containsOnly(usual);
    }

    @Test
    void readingsFromBeforeAnInstantAreDeletedTheOldestFirst() {
        writer.append(List.of(at(Instant.EPOCH), at(day(8)), at(day(9)), at(day(10)), at(day(11))));
        assertThat(number(turn -> turn.deleteBefore(DAY_10, 2))).isEqualTo(2);
        assertThat(ask("SELECT COUNT(*) FROM reading WHERE ts < '2020-01-09'")).isZero();
        assertThat(number(turn -> turn.deleteBefore(DAY_10, 2))).isEqualTo(1);
        assertThat(number(turn -> turn.deleteBefore(DAY_10, 2))).isZero();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void theClockIsTheDatabases() {
        Instant now = partitions.alone(Turn::now).orElseThrow();
        assertThat(now).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
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

    @Test
    void readingsAreFoundInWhateverPartitionTheyAre() {
        does(turn -> turn.split(first(turn), List.of(day(9), day(10), day(11))));
        List<Reading> all = IntStream.range(8, 13).mapToObj(day -> at(day(day))).toList();
        writer.append(all);
        MySqlReadingStore store = new MySqlReadingStore(database);
        assertThat(store.find(ReadingFilter.ALL, new Page(10, 0, Page.Order.ASC)))
                .extracting(found -> found.reading())
                .containsExactlyElementsOf(all);
        assertThat(new MySqlLatestReadings(database).latest(ReadingFilter.ALL, 0, 10))
                .extracting(found -> found.reading())
                .containsExactly(all.getLast());
        // Keys of several partitions in one look.
        assertThat(writer.append(all).duplicates()).hasSize(all.size());
    }

    private static ChangeTask.OfFilter edit() {
        return new ChangeTask.Edit(ReadingFilter.ALL, new Correction(Correction.Operator.ADD, 1));
    }

    private Applied apply(ChangeTask task) {
        return changes.apply(new ChangeRequest(task, "ann", null), 1_000, _ -> true);
    }

    private boolean does(Predicate<Turn> work) {
        return partitions.alone(work::test).orElseThrow();
    }

    private int number(ToIntFunction<Turn> work) {
        return partitions.alone(work::applyAsInt).orElseThrow();
    }

    private void keepSince(@Nullable Instant instant) {
        does(turn -> {
            turn.keepSince(instant);
            return true;
        });
    }

    private static ReadingPartition first(Turn turn) {
        return turn.partitions().getFirst();
    }

    private List<Instant> ends() {
        return partitions
                .alone(turn -> turn.partitions().stream().map(ReadingPartition::end).toList())
                .orElseThrow();
    }

    private long count() {
        return ask("SELECT COUNT(*) FROM reading");
    }

    private long ask(String query) {
        return database.queries().run(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private static int count(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("SELECT COUNT(*) FROM reading")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Connection open() throws SQLException {
        DatabaseConfig server = server();
        Connection connection =
                DriverManager.getConnection(server.url(), server.user(), server.password());
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    private static Reading at(Instant time) {
        return new Reading(Readings.ROOM_1, Timestamps.toMicros(time), 42);
    }

    private static Instant day(int ofJanuary) {
        return Instant.parse("2020-01-%02dT00:00:00Z".formatted(ofJanuary));
    }
}
