package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.Correction.Operator;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.ChangedTable.Step;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.change.ChangeQueue.Progress;
import datastream.collector.usecase.change.ChangeStore.Applied;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** A real server with readings that are changed. */
abstract class ChangesFixture {

    static final Page ALL = new Page(10_000, 0, Page.Order.ASC);
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration RUN_OUT = Duration.ofSeconds(-1);
    static final String ANN = new UUID(0, 1).toString();
    static final String BOB = new UUID(0, 2).toString();
    static final ChangeTask.OfFilter PLUS_ONE =
            new ChangeTask.Edit(ReadingFilter.ALL, new Correction(Operator.ADD, 1));

    static final double[] OPERANDS = {
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

    @AutoClose Database database;
    MySqlReadingWriter writer;
    MySqlReadingStore readings;
    MySqlChangeStore changes;
    MySqlChangeLog log;

    abstract DatabaseConfig server();

    @BeforeEach
    void open() {
        database = TestServers.openEmpty(server());
        writer = new MySqlReadingWriter(database);
        readings = new MySqlReadingStore(database);
        changes = new MySqlChangeStore(database);
        log = new MySqlChangeLog(database);
    }

    /** As a job, whose steps are so short that it has several. */
    Change run(ChangeTask task, Random random) {
        Change job = enqueue(task);
        MySqlChangeQueue queue = new MySqlChangeQueue(database, 1 + random.nextInt(40));
        assertThat(queue.claim(ANN, LEASE)).isEqualTo(withStatus(job, Change.Status.RUNNING));
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE) {
            progress = queue.advance(job, ANN, LEASE).progress();
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

    Applied apply(ChangeTask task) {
        return changes.apply(new ChangeRequest(task, "tester", null), 100_000, _ -> true);
    }

    Change enqueue(ChangeTask task) {
        return changes.enqueue(new ChangeRequest(task, "tester", "in steps"), 1, 10);
    }

    Map<ReadingId, Step> stepsOf(long id) {
        Map<ReadingId, Step> steps = new HashMap<>();
        log.readings(id, null, 1_000)
                .forEach(reading ->
                        steps.put(reading.id(), new Step(reading.before(), reading.after())));
        return steps;
    }

    List<StoredReading> stored() {
        return readings.find(ReadingFilter.ALL, ALL);
    }

    /** Of several sensors at shared instants, with values of every kind. */
    static List<Reading> someReadings() {
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
