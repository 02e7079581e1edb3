package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Test;

/** The same while many are at it. Run on every real server. */
abstract class ConcurrentRollupsContract extends RollupsFixture {

    private static final Duration CONCURRENT =
            Duration.ofMillis(Long.getLong("datastream.test.rollups.millis", 4_000));

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
            workers.add(threads.submit(() -> sumUp(stopped)));
            workers.add(threads.submit(() -> sumUp(stopped)));
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
        assertSummariesAreWhatTheReadingsGive();
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

    private void sumUp(AtomicBoolean stopped) {
        while (!stopped.get()) {
            survives(summaries::make);
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
                                                "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() AND (info LIKE '%rollup%' OR info LIKE '%batch_journal%' OR info LIKE '%type_summary%') AND info NOT LIKE '%processlist%'")
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
}
