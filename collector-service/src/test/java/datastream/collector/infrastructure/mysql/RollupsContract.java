package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.change.ChangeQueue.Progress;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counting from rollups promises: to be the same as counting. Run on every real server. */
abstract class RollupsContract {

    /** {@code -Ddatastream.test.rollups=5000} for the long run. */
    private static final int STEPS = Integer.getInteger("datastream.test.rollups", 150);

    private static final Duration CONCURRENT =
            Duration.ofMillis(Long.getLong("datastream.test.rollups.millis", 4_000));

    private static final long HOUR = 3_600_000_000L;
    private static final int END_HOUR = 70_389_528;
    private static final int AT_ONCE = 100_000;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String ANN = new UUID(0, 1).toString();

    private static final List<Sensor> SENSORS =
            List.of(
                    new Sensor("humidity", "HALL", 0),
                    new Sensor("humidity", "HALL", 1),
                    new Sensor("humidity", "A", 0),
                    new Sensor("motion", "A", 0),
                    new Sensor("motion", "A", 3),
                    new Sensor("x", "Z", 3));

    private Database database;
    private MySqlReadingWriter inserting;
    private MySqlReadingWriter loading;
    private MySqlReadingCounts counts;
    private MySqlChangeStore changes;
    private MySqlChangeQueue jobs;
    private MySqlRollups rollups;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() {
        database = new Database(server());
        database.start();
        TestServers.empty(database);
        inserting = new MySqlReadingWriter(database, DatabaseConfig.MOST_INSERT_ROWS);
        loading = new MySqlReadingWriter(database, 0);
        counts = new MySqlReadingCounts(database.queries());
        changes = new MySqlChangeStore(database);
        jobs = new MySqlChangeQueue(database, 7);
        rollups = new MySqlRollups(database);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void totalsAreCountsWhateverHappensInWhateverOrder() {
        Random random = new Random(9);
        List<Long> done = new ArrayList<>();
        List<Reading> sent = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String what = doSomething(random, done, sent);
            for (int i = 0; i < 6; i++) {
                ReadingFilter filter = randomFilter(random);
                long expected = onAConnection(h -> MySqlReadingCounts.byReadings(h, filter));
                assertThat(counts.count(filter))
                        .as("step %d, %s: %s", step, what, filter)
                        .isEqualTo(expected);
            }
        }
        assertThat(sent).hasSizeGreaterThan(STEPS);
        finish();
        assertRollupsAreWhatTheReadingsGive();
    }

    private String doSomething(Random random, List<Long> done, List<Reading> sent) {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> {
                return "inserted " + inserting.append(randomBatch(random, sent));
            }
            case 3, 4 -> {
                return "loaded " + loading.append(randomBatch(random, sent));
            }
            case 5 -> {
                return "sent twice " + inserting.append(repeated(random, sent));
            }
            case 6 -> {
                return apply(new ChangeTask.Delete(randomFilter(random)), done);
            }
            case 7 -> {
                Correction correction = new Correction(Operator.ADD, 1);
                return apply(new ChangeTask.Edit(randomFilter(random), correction), done);
            }
            case 8 -> {
                if (done.isEmpty()) {
                    return "nothing";
                }
                return apply(new ChangeTask.Undo(done.get(random.nextInt(done.size()))), done);
            }
            case 9 -> {
                return runJob(new ChangeTask.Delete(randomFilter(random)), done);
            }
            case 10 -> {
                return "built " + rollups.build();
            }
            case 11 -> {
                long day = Readings.BASE / HOUR / 24 + random.nextInt(3);
                forget(day, day + 1 + random.nextInt(3));
                return "forgotten " + day;
            }
            case 12 -> {
                return "expired " + expire(random);
            }
            default -> {
                return "folded " + rollups.fold();
            }
        }
    }

    private void forget(long fromDay, long toDay) {
        database.queries()
                .transact(handle -> {
                    RollupGaps.open(handle, fromDay, toDay, Duration.ZERO);
                    return null;
                });
    }

    /** As retention does with what is in a partition with others. */
    private int expire(Random random) {
        Instant before =
                Timestamps.toInstant(Readings.BASE)
                        .truncatedTo(ChronoUnit.DAYS)
                        .plus(Duration.ofDays(random.nextInt(3)));
        return new MySqlReadingPartitions(database)
                .alone(turn -> turn.deleteBefore(before, 1 + random.nextInt(20)))
                .orElse(0);
    }

    private static List<Reading> randomBatch(Random random, List<Reading> sent) {
        List<Reading> batch = new ArrayList<>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            Sensor sensor = SENSORS.get(random.nextInt(SENSORS.size()));
            batch.add(new Reading(sensor, randomTime(random), random.nextInt(5)));
        }
        sent.addAll(batch);
        return batch;
    }

    /** Some duplicates, some conflicts, some that were deleted, one that is new. */
    private static List<Reading> repeated(Random random, List<Reading> sent) {
        List<Reading> batch = randomBatch(random, sent);
        for (int i = 0; i < 5; i++) {
            batch.add(sent.get(random.nextInt(sent.size())));
        }
        return batch;
    }

    private static long randomTime(Random random) {
        long time = Readings.BASE + (random.nextLong(50 * 24 * HOUR) >> random.nextInt(44));
        return random.nextInt(4) == 0 ? time / HOUR * HOUR + random.nextInt(3) - 1 : time;
    }

    private static ReadingFilter randomFilter(Random random) {
        Long from = random.nextInt(3) == 0 ? null : Long.valueOf(randomTime(random));
        Long to = random.nextInt(3) == 0 ? null : Long.valueOf(randomTime(random));
        boolean turned = from != null && to != null && from > to;
        return new ReadingFilter(
                random.nextBoolean() ? Set.of() : Set.of("humidity", "x", "never_heard"),
                random.nextInt(3) > 0 ? Set.of() : Set.of("A", "Z"),
                random.nextInt(3) > 0 ? Set.of() : Set.of(random.nextInt(4), 17),
                turned ? to : from,
                turned ? from : to,
                random.nextInt(8) > 0 ? null : Double.valueOf(2),
                null);
    }

    private String apply(ChangeTask task, List<Long> done) {
        var applied = changes.apply(request(task), AT_ONCE, _ -> true);
        if (applied.change() != null) {
            done.add(applied.change().id());
        }
        return task.kind() + " of " + applied.count();
    }

    private String runJob(ChangeTask task, List<Long> done) {
        long id = changes.enqueue(request(task), 1, 100).id();
        var job = jobs.claim("job", LEASE);
        while (jobs.advance(job, "job", LEASE).progress() == Progress.MORE) {
            // Until it is done.
        }
        done.add(id);
        return "job " + task.kind();
    }

    private static ChangeRequest request(ChangeTask task) {
        return new ChangeRequest(task, ANN, null);
    }

    private void finish() {
        while (rollups.fold() || rollups.build()) {
            // Until nothing is left.
        }
        assertThat(rows("SELECT COUNT(*) FROM batch_journal")).containsExactly("0");
        assertThat(rows("SELECT COUNT(*) FROM rollup_gap")).containsExactly("0");
    }

    private void assertRollupsAreWhatTheReadingsGive() {
        String second = ReadingSql.secondOf("ts");
        for (BucketWidth width : BucketWidth.OF_SENSORS) {
            String start = second + " DIV " + width.seconds() + " * " + width.seconds();
            assertThat(
                            rows(
                                    "SELECT CONCAT_WS(' ', sensor_id, start_second, readings) FROM sensor_rollup WHERE readings <> 0 AND width = "
                                            + width.seconds()))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            rows(
                                    "SELECT CONCAT_WS(' ', sensor_id, "
                                            + start
                                            + ", COUNT(*)) FROM reading GROUP BY sensor_id, "
                                            + start));
        }
        for (BucketWidth width : BucketWidth.OF_TYPES) {
            String start = second + " DIV " + width.seconds() + " * " + width.seconds();
            List<String> expected =
                    new ArrayList<>(
                            rows(
                                    "SELECT CONCAT_WS(' ', s.sensor_type, "
                                            + start
                                            + ", COUNT(*)) FROM reading r JOIN sensor s ON s.id = r.sensor_id GROUP BY s.sensor_type, "
                                            + start));
            expected.addAll(
                    rows(
                            "SELECT CONCAT_WS(' ', '', "
                                    + start
                                    + ", COUNT(*)) FROM reading GROUP BY "
                                    + start));
            assertThat(
                            rows(
                                    "SELECT CONCAT_WS(' ', sensor_type, start_second, readings) FROM type_rollup WHERE readings <> 0 AND width = "
                                            + width.seconds()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private List<String> rows(String sql) {
        return onAConnection(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private <T> T onAConnection(java.util.function.Function<Handle, T> work) {
        return database.queries().run(work::apply);
    }

    /**
     * Writers, changes, folds and builds at once, while connections are killed in the middle of
     * whatever they do. Somebody who sees one moment counts the same both ways at every moment.
     */
    @Test
    void totalsAreCountsAtEveryMomentHoweverManyAreAtItAndWhoeverDies() throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Future<?>> workers = new ArrayList<>();
        long compared;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                Random random = new Random(i);
                MySqlReadingWriter writer = i == 0 ? inserting : loading;
                workers.add(threads.submit(() -> write(random, writer, stopped)));
            }
            workers.add(threads.submit(() -> change(new Random(20), stopped)));
            workers.add(threads.submit(() -> keep(new Random(21), stopped)));
            workers.add(threads.submit(() -> keep(new Random(22), stopped)));
            workers.add(threads.submit(() -> kill(new Random(23), stopped)));
            compared = compare(new Random(24), CONCURRENT);
            stopped.set(true);
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        assertThat(compared).isGreaterThan(10);
        finish();
        assertRollupsAreWhatTheReadingsGive();
    }

    /** Sensors are split between writers, as they are between lanes; what fails is sent again. */
    private static void write(Random random, MySqlReadingWriter writer, AtomicBoolean stopped) {
        List<Reading> sent = new ArrayList<>();
        while (!stopped.get()) {
            List<Reading> batch = repeatedly(random, sent);
            boolean stored = false;
            while (!stored) {
                stored = survives(() -> writer.append(batch));
            }
        }
    }

    private static List<Reading> repeatedly(Random random, List<Reading> sent) {
        return random.nextInt(4) == 0 && !sent.isEmpty()
                ? repeated(random, sent)
                : randomBatch(random, sent);
    }

    private void change(Random random, AtomicBoolean stopped) {
        List<Long> done = new ArrayList<>();
        while (!stopped.get()) {
            boolean undo = !done.isEmpty() && random.nextBoolean();
            ChangeTask task =
                    undo
                            ? new ChangeTask.Undo(done.get(random.nextInt(done.size())))
                            : new ChangeTask.Delete(randomFilter(random));
            survives(() -> apply(task, done));
        }
    }

    private void keep(Random random, AtomicBoolean stopped) {
        long day = Readings.BASE / HOUR / 24;
        while (!stopped.get()) {
            survives(rollups::fold);
            survives(rollups::build);
            if (random.nextInt(30) == 0) {
                survives(() -> forget(day, day + 1));
                survives(() -> expire(random));
            }
        }
    }

    private static boolean survives(Runnable work) {
        try {
            work.run();
            return true;
        } catch (StoreUnavailable | JdbiException e) {
            return false;
        }
    }

    private Void kill(Random random, AtomicBoolean stopped) throws InterruptedException {
        while (!stopped.get()) {
            Thread.sleep(30);
            survives(() ->
                    onAConnection(handle -> {
                        List<Long> ids =
                                handle.createQuery(
                                                "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() AND (info LIKE '%rollup%' OR info LIKE '%batch_journal%') AND info NOT LIKE '%processlist%'")
                                        .mapTo(Long.class)
                                        .list();
                        return ids.isEmpty()
                                ? 0
                                : handle.execute("KILL " + ids.get(random.nextInt(ids.size())));
                    }));
        }
        return null;
    }

    /** Returns how often it has compared. */
    private long compare(Random random, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long compared = 0;
        while (System.nanoTime() < end) {
            ReadingFilter filter = randomFilter(random);
            List<Long> both = new ArrayList<>();
            boolean seen =
                    survives(() ->
                            database.queries()
                                    .run(handle ->
                                            handle.inTransaction(
                                                    TransactionIsolationLevel.REPEATABLE_READ,
                                                    h -> {
                                                        both.add(counts.count(h, filter));
                                                        both.add(
                                                                MySqlReadingCounts.byReadings(
                                                                        h, filter));
                                                        return both;
                                                    })));
            if (seen) {
                assertThat(both.getFirst()).as("%s", filter).isEqualTo(both.getLast());
                compared++;
            }
        }
        return compared;
    }

    /** As after the migration of a table that has readings. */
    @Test
    void whatWasThereBeforeTheRollupsIsCountedAndBuilt() {
        Random random = new Random(10);
        List<Reading> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            loading.append(randomBatch(random, sent));
        }
        onAConnection(handle -> {
            handle.execute("DELETE FROM batch_journal");
            return handle.execute(
                    "INSERT INTO rollup_gap (from_hour, to_hour) VALUES (0, " + END_HOUR + ")");
        });
        long all = counts.count(ReadingFilter.ALL);
        assertThat(all).isGreaterThan(100).isLessThanOrEqualTo(sent.size());
        assertThat(rollups.build()).isTrue();
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(all);
        long later = 1_000 * 24 * HOUR;
        inserting.append(
                IntStream.range(0, 3)
                        .mapToObj(i -> Readings.of(SENSORS.getFirst(), later + i, i))
                        .toList());
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(all + 3);
        finish();
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(all + 3);
        assertRollupsAreWhatTheReadingsGive();
    }

    /** What it stored would be in no journal; what it does not store it does not acknowledge. */
    @Test
    void aCollectorOfAnEarlierVersionCanNeitherStoreNorChange() {
        assertRefused(
                "INSERT INTO reading (sensor_id, ts, sensor_value) VALUES (1,'2026-11-21 08:00:00',1)");
        assertRefused(
                "INSERT INTO changed_reading (change_id, sensor_id, ts, value_before, value_after) VALUES (1,1,'2026-11-21 08:00:00',1,NULL)");
        assertThat(rows("SELECT COUNT(*) FROM reading")).containsExactly("0");
    }

    private void assertRefused(String sql) {
        assertThatThrownBy(() -> onAConnection(handle -> handle.execute(sql)))
                .hasMessageContaining("counted")
                .satisfies(e -> assertThat(SqlFailures.refusesData(e)).isFalse());
    }

    /** Else the journal would tell of readings that are not there. */
    @Test
    void aRefusedBatchLeavesNothingInTheJournal() {
        inserting.append(Readings.series(SENSORS.getFirst(), 3));
        onAConnection(handle -> handle.execute("ALTER TABLE batch_journal RENAME TO journal_away"));
        try {
            assertThatThrownBy(() -> inserting.append(Readings.series(SENSORS.get(1), 3)))
                    .isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> loading.append(Readings.series(SENSORS.get(1), 3)))
                    .isInstanceOf(StoreUnavailable.class);
        } finally {
            onAConnection(
                    handle -> handle.execute("ALTER TABLE journal_away RENAME TO batch_journal"));
        }
        assertThat(rows("SELECT COUNT(*) FROM reading")).containsExactly("3");
        // The connections are free of what has failed on them.
        for (int i = 0; i < 6; i++) {
            inserting.append(List.of(Readings.of(SENSORS.get(2), i, 1)));
        }
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(9);
    }

    /** A name that nobody has sent is no reason to look at readings. */
    @Test
    void aFoldTakesABoundedPartOfALongJournal() {
        String entry = BatchJournal.inserts(oneOf(SENSORS.getFirst())).getFirst();
        String values = entry.substring(entry.indexOf('('));
        String row = values.substring(values.indexOf("(x'"));
        String many = String.join(",", IntStream.range(0, 2_500).mapToObj(_ -> row).toList());
        onAConnection(handle -> {
            TextStatements.execute(handle, "INSERT INTO batch_journal (entries) VALUES " + many);
            return 0;
        });
        assertThat(rollups.fold()).isTrue();
        assertThat(rows("SELECT COUNT(*) FROM batch_journal")).containsExactly("500");
        assertThat(rollups.fold()).isFalse();
        assertThat(counts.count(ReadingFilter.ALL)).isEqualTo(2_500);
    }

    private static ReadingCounts oneOf(Sensor sensor) {
        ReadingCounts one = new ReadingCounts();
        one.add(1, sensor.type(), Readings.BASE / 1_000_000, 1);
        return one;
    }
}
