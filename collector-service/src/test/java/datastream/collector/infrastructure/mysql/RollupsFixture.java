package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.aggregate.Accumulator;
import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.fake.Filters;
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
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/**
 * Readings that come, change and go at random, and the rollups that must follow. Run on every real
 * server.
 */
abstract class RollupsFixture {

    static final long HOUR = 3_600_000_000L;
    static final int END_HOUR = 70_389_528;
    static final int AT_ONCE = 100_000;

    static final Duration LEASE = Duration.ofSeconds(30);
    static final String ANN = new UUID(0, 1).toString();

    static final List<Sensor> SENSORS =
            List.of(
                    new Sensor("humidity", "HALL", 0),
                    new Sensor("humidity", "HALL", 1),
                    new Sensor("humidity", "A", 0),
                    new Sensor("motion", "A", 0),
                    new Sensor("motion", "A", 3),
                    new Sensor("x", "Z", 3));

    @AutoClose Database database;
    MySqlReadingWriter inserting;
    MySqlReadingWriter loading;
    MySqlReadingCounts counts;

    /** Asks the rollups where every page lies. */
    MySqlReadingStore findingFar;

    /** Never does. */
    MySqlReadingStore passingOver;

    MySqlChangeStore changes;
    MySqlChangeQueue jobs;
    MySqlRollups rollups;
    MySqlSummaryStore summaries;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() {
        database = TestServers.openEmpty(server());
        inserting = new MySqlReadingWriter(database, DatabaseConfig.MOST_INSERT_ROWS);
        loading = new MySqlReadingWriter(database, 0);
        counts = new MySqlReadingCounts(database.queries());
        MySqlReadingPages pages = new MySqlReadingPages(database.pages());
        findingFar = new MySqlReadingStore(database.queries(), pages, 0, 0);
        passingOver = new MySqlReadingStore(database.queries(), pages, Integer.MAX_VALUE, 0);
        changes = new MySqlChangeStore(database);
        jobs = new MySqlChangeQueue(database, 7);
        rollups = new MySqlRollups(database);
        summaries = new MySqlSummaryStore(database, 0, 25);
    }

    String doSomething(Random random, List<Long> done, List<Reading> sent) {
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
                releaseGaps();
                return "built " + rollups.build() + ", made " + summaries.make();
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

    private String runJob(ChangeTask task, List<Long> done) {
        long id = changes.enqueue(request(task), 1, 100).id();
        var job = jobs.claim("job", LEASE);
        while (jobs.advance(job, "job", LEASE).progress() == Progress.MORE) {
            // Until it is done.
        }
        done.add(id);
        return "job " + task.kind();
    }

    void forget(long fromDay, long toDay) {
        database.queries()
                .transact(handle -> {
                    RollupGaps.open(handle, fromDay, toDay, Duration.ZERO);
                    return null;
                });
    }

    /** As retention does with what is in a partition with others. */
    int expire(Random random) {
        Instant before =
                Timestamps.toInstant(Readings.BASE)
                        .truncatedTo(ChronoUnit.DAYS)
                        .plus(Duration.ofDays(random.nextInt(3)));
        return new MySqlReadingPartitions(database)
                .alone(turn -> turn.deleteBefore(before, 1 + random.nextInt(20)))
                .orElse(0);
    }

    static List<Reading> randomBatch(Random random, List<Reading> sent) {
        List<Reading> batch = new ArrayList<>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            Sensor sensor = SENSORS.get(random.nextInt(SENSORS.size()));
            batch.add(new Reading(sensor, randomTime(random), random.nextInt(5)));
        }
        sent.addAll(batch);
        return batch;
    }

    /** Some duplicates, some conflicts, some that were deleted, one that is new. */
    static List<Reading> repeated(Random random, List<Reading> sent) {
        List<Reading> batch = randomBatch(random, sent);
        for (int i = 0; i < 5; i++) {
            batch.add(sent.get(random.nextInt(sent.size())));
        }
        return batch;
    }

    static long randomTime(Random random) {
        long time = Readings.BASE + (random.nextLong(50 * 24 * HOUR) >> random.nextInt(44));
        return random.nextInt(4) == 0 ? time / HOUR * HOUR + random.nextInt(3) - 1 : time;
    }

    static ReadingFilter randomFilter(Random random) {
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
                null,
                Filters.scope(random));
    }

    String apply(ChangeTask task, List<Long> done) {
        var applied = changes.apply(request(task), AT_ONCE, _ -> true);
        if (applied.change() != null) {
            done.add(applied.change().id());
        }
        return task.kind() + " of " + applied.count();
    }

    static ChangeRequest request(ChangeTask task) {
        return new ChangeRequest(task, ANN, null);
    }

    /** As if the time were over for which they are held. */
    void releaseGaps() {
        onAConnection(handle -> handle.execute("UPDATE rollup_gap SET held_until = NULL"));
    }

    void finish() {
        releaseGaps();
        // The server may still hold the lock of a connection that was killed a moment ago.
        await().untilAsserted(() -> {
            while (rollups.fold() || rollups.build()) {
                // Until nothing is left.
            }
            assertThat(rows("SELECT COUNT(*) FROM batch_journal")).containsExactly("0");
            assertThat(rows("SELECT COUNT(*) FROM rollup_gap")).containsExactly("0");
        });
    }

    void assertRollupsAreWhatTheReadingsGive() {
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

    /** What nobody has made yet would not be told; nothing is in the journal any more. */
    void assertSummariesAreWhatTheReadingsGive() {
        String minute = ReadingSql.secondOf("ts") + " DIV 60 * 60";
        Map<String, String> expected = new TreeMap<>();
        rows("SELECT CONCAT_WS(' ', s.sensor_type, %s, COUNT(*), SUM(r.sensor_value)) FROM reading r JOIN sensor s ON s.id = r.sensor_id GROUP BY s.sensor_type, %s"
                        .formatted(minute, minute))
                .forEach(row -> expected.put(key(row), row));
        List<String> made =
                onAConnection(handle ->
                        handle.createQuery(
                                        "SELECT sensor_type, start_second, figures FROM type_summary WHERE made AND width = 60")
                                .map((row, _) -> {
                                    Accumulator figures = Accumulator.unpack(row.getBytes(3));
                                    String key = row.getString(1) + " " + row.getLong(2);
                                    String told =
                                            "%s %d %s"
                                                    .formatted(
                                                            key,
                                                            (long)
                                                                    figures.value(
                                                                            AggregateFunction
                                                                                    .COUNT),
                                                            figures.value(AggregateFunction.SUM));
                                    assertThat(figures.isEmpty() ? null : told.replace(".0", ""))
                                            .isEqualTo(expected.get(key));
                                    return key;
                                })
                                .list());
        assertThat(made).isNotEmpty();
    }

    private static String key(String row) {
        String[] words = row.split(" ");
        return words[0] + " " + words[1];
    }

    List<String> rows(String sql) {
        return onAConnection(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    <T> T onAConnection(java.util.function.Function<Handle, T> work) {
        return database.queries().run(work::apply);
    }
}
