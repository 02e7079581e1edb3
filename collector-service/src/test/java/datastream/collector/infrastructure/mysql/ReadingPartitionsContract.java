package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.retention.ReadingPartition;
import datastream.collector.usecase.retention.ReadingPartitions.Turn;
import datastream.reading.Reading;
import datastream.reading.Timestamps;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is promised of partitions; run on every real server. */
@Timeout(120)
abstract class ReadingPartitionsContract extends PartitionsFixture {

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

    /** Whether the rollups knew of it, or only the journal. */
    @Test
    void whatIsDroppedIsInNoTotal() {
        writer.append(List.of(at(day(9)), at(day(10)), at(day(11))));
        assertThat(does(turn -> turn.split(first(turn), List.of(day(10), day(11))))).isTrue();
        keepRollups();
        writer.append(List.of(at(day(9).plusSeconds(1))));
        assertThat(total()).isEqualTo(4);
        assertThat(does(turn -> turn.drop(first(turn)))).isTrue();
        assertThat(total()).isEqualTo(2);
        keepRollups();
        assertThat(total()).isEqualTo(2);
    }

    private long total() {
        return new MySqlReadingStore(database).count(ReadingFilter.ALL);
    }

    private void keepRollups() {
        MySqlRollups rollups = new MySqlRollups(database);
        while (rollups.fold() || rollups.build()) {
            // Until nothing is left.
        }
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

    /**
     * A device whose clock is wrong must not make every look at known keys one at all partitions.
     */
    @Test
    void oneReadingFarAwayMakesALookAtKnownKeysLittleLonger() {
        List<Instant> days =
                IntStream.range(1, 61).mapToObj(day -> DAY_10.minus(Duration.ofDays(day))).toList();
        assertThat(does(turn -> turn.split(first(turn), days.reversed()))).isTrue();
        List<Reading> near = Readings.series(Readings.ROOM_1, 500);
        List<Reading> far = new ArrayList<>(near);
        far.add(new Reading(Readings.ROOM_1, Timestamps.EARLIEST_MICROS, 1));
        far.add(new Reading(Readings.ROOM_1, Timestamps.LATEST_MICROS, 1));
        writer.append(far);
        // Else they are sought in the whole table.
        writer.append(Readings.series(ROOM_2, 10_000));
        database.write(handle -> handle.createQuery("ANALYZE TABLE reading").mapToMap().list());
        long steps = stepsOfLook(near);
        assertThat(steps).isGreaterThanOrEqualTo(500);
        assertThat(stepsOfLook(far)).isLessThan(2 * steps);
    }

    private long stepsOfLook(List<Reading> known) {
        return database.write(handle -> {
            int[] ids = new int[known.size()];
            Arrays.fill(
                    ids,
                    handle.createQuery("SELECT MIN(id) FROM sensor").mapTo(Integer.class).one());
            long before = ReadSteps.byIndex(handle);
            try (Statement statement = handle.getConnection().createStatement()) {
                assertThat(KnownKeys.find(statement, ids, known).result().duplicates())
                        .hasSameSizeAs(known);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            return ReadSteps.byIndex(handle) - before;
        });
    }

    private static int count(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("SELECT COUNT(*) FROM reading")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Connection open() throws SQLException {
        Connection connection = TestServers.connect(server());
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }
}
