package datastream.collector.usecase.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchingWriterTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final InMemoryReadings stored = new InMemoryReadings();
    private final GatedWriter gated = new GatedWriter(stored);
    private final BatchingWriter writer =
            new BatchingWriter(gated, new BatchConfig(2, 50, 0), IngestMetrics.NONE);

    @BeforeEach
    void start() {
        writer.start();
    }

    @AfterEach
    void stop() {
        gated.fail(false);
        gated.open();
        writer.close();
    }

    @Test
    void completesOnlyAfterTheStoreHasCommitted() {
        gated.shut();
        CompletableFuture<BatchResult> result = write(Readings.series(Readings.ROOM_1, 3));
        await().until(() -> gated.attempts() == 1);
        assertThat(result).isNotDone();
        gated.open();
        assertThat(result).succeedsWithin(SOON).isEqualTo(BatchResult.ALL_NEW);
        assertThat(stored.all()).hasSize(3);
    }

    @Test
    void gathersWhatWaitsIntoOneTransaction() {
        gated.shut();
        List<CompletableFuture<BatchResult>> results = new ArrayList<>();
        results.add(write(List.of(Readings.of(Readings.ROOM_1, 0, 0))));
        await().until(() -> gated.attempts() == 1);
        for (int i = 1; i <= 10; i++) {
            results.add(write(List.of(Readings.of(Readings.ROOM_1, i, i))));
        }
        gated.open();
        results.forEach(result -> assertThat(result).succeedsWithin(SOON));
        assertThat(gated.batches()).extracting(List::size).containsExactly(1, 10);
    }

    @Test
    void fewReadingsGoTogetherWhateverTheirSensors() {
        try (BatchingWriter together =
                new BatchingWriter(gated, new BatchConfig(2, 50, 20), IngestMetrics.NONE)) {
            together.start();
            gated.shut();
            List<CompletableFuture<BatchResult>> results = new ArrayList<>();
            results.add(together.write(ofManySensors(8, 0)));
            await().until(() -> gated.attempts() == 1);
            results.add(together.write(ofManySensors(8, 1)));
            gated.open();
            results.forEach(result -> assertThat(result).succeedsWithin(SOON));
            assertThat(gated.batches()).extracting(List::size).containsExactly(8, 8);
        }
    }

    @Test
    void moreReadingsThanThatAreSplitBetweenTheLanes() {
        try (BatchingWriter together =
                new BatchingWriter(gated, new BatchConfig(2, 50, 20), IngestMetrics.NONE)) {
            together.start();
            gated.shut();
            List<CompletableFuture<BatchResult>> results = new ArrayList<>();
            results.add(together.write(ofManySensors(16, 0)));
            await().until(() -> gated.attempts() == 1);
            results.add(together.write(ofManySensors(16, 1)));
            await().until(() -> gated.attempts() == 2);
            gated.open();
            results.forEach(result -> assertThat(result).succeedsWithin(SOON));
            assertThat(gated.batches()).hasSize(3);
            // What is stored is soon not counted any more.
            AtomicInteger time = new AtomicInteger(2);
            await().until(() -> {
                int before = gated.batches().size();
                together.write(ofManySensors(16, time.getAndIncrement())).join();
                return gated.batches().size() == before + 1;
            });
        }
    }

    private static List<Reading> ofManySensors(int sensors, int time) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < sensors; i++) {
            readings.add(Readings.of(new Sensor("light", "HALL", i), time, i));
        }
        return readings;
    }

    @Test
    void keepsTransactionsBelowTheirLimit() {
        gated.shut();
        write(Readings.series(Readings.ROOM_1, 1));
        await().until(() -> gated.attempts() == 1);
        CompletableFuture<BatchResult> last = null;
        for (int i = 0; i < 4; i++) {
            last = write(Readings.series(Readings.ROOM_1, 20));
        }
        gated.open();
        assertThat(last).succeedsWithin(SOON);
        assertThat(gated.batches()).extracting(List::size).containsExactly(1, 40, 40);
    }

    @Test
    void keepsTheOrderWithinASensorAndNeverSplitsItBetweenLanes() {
        List<Reading> mixed = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            mixed.add(Readings.of(new Sensor("light", "HALL", i % 9), i, i));
        }
        assertThat(write(mixed)).succeedsWithin(SOON).isEqualTo(BatchResult.ALL_NEW);
        assertThat(gated.batches()).hasSize(2);
        assertThat(stored.all()).containsExactlyInAnyOrderElementsOf(mixed);
        for (List<Reading> batch : gated.batches()) {
            assertThat(batch).extracting(Reading::timestampMicros).isSorted();
        }
    }

    @Test
    void tellsPositionsOfTheSubmissionWhereverThePartsWent() {
        List<Reading> first = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            first.add(Readings.of(new Sensor("light", "HALL", i), 0, i));
        }
        assertThat(write(first)).succeedsWithin(SOON);
        List<Reading> second = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            // Even sensors again, odd ones with another value; a new reading between each.
            second.add(Readings.of(new Sensor("light", "HALL", i), 0, i % 2 == 0 ? i : -i));
            second.add(Readings.of(new Sensor("light", "HALL", i), 1, i));
        }
        assertThat(write(second))
                .succeedsWithin(SOON)
                .isEqualTo(
                        new BatchResult(
                                Set.of(0, 4, 8, 12, 16),
                                Map.of(2, 1.0, 6, 3.0, 10, 5.0, 14, 7.0, 18, 9.0)));
    }

    @Test
    void triesAgainUntilTheStoreIsBack() {
        gated.fail(true);
        CompletableFuture<BatchResult> result = write(Readings.series(Readings.ROOM_1, 3));
        await().until(() -> gated.attempts() >= 3);
        assertThat(result).isNotDone();
        gated.fail(false);
        assertThat(result).succeedsWithin(SOON);
        assertThat(stored.all()).hasSize(3);
    }

    @Test
    void survivesAnErrorOfTheJvm() {
        gated.failWith(new StackOverflowError("planted"));
        CompletableFuture<BatchResult> result = write(Readings.series(Readings.ROOM_1, 3));
        await().until(() -> gated.attempts() >= 2);
        gated.fail(false);
        assertThat(result).succeedsWithin(SOON);
    }

    @Test
    void halvesARefusedBatchUntilTheRefusedReadingsStandAlone() {
        Set<Long> poison = Set.of(3L, 4L, 40L);
        gated.refuse(reading -> poison.contains((long) reading.value()));
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            readings.add(Readings.of(new Sensor("light", "HALL", i % 5), i, i));
        }
        CompletableFuture<BatchResult> result = write(readings);
        assertThat(result).succeedsWithin(SOON);
        assertThat(result.join().refused())
                .containsOnlyKeys(3, 4, 40)
                .containsEntry(40, "told to refuse");
        assertThat(stored.all()).hasSize(47);
    }

    @Test
    void aFaultOfOursThatComesAgainAndAgainCostsOnlyTheReadingThatCausesIt() {
        gated.failFor(reading -> reading.value() == 7 / 8.0);
        CompletableFuture<BatchResult> result = write(Readings.series(Readings.ROOM_1, 16));
        assertThat(result).succeedsWithin(SOON);
        assertThat(result.join().refused()).containsOnlyKeys(7);
        assertThat(stored.all()).hasSize(15);
    }

    @Test
    void drainsBeforeItCloses() {
        gated.shut();
        CompletableFuture<BatchResult> result = write(Readings.series(Readings.ROOM_1, 60));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(writer::close);
        gated.open();
        assertThat(closing).succeedsWithin(SOON);
        assertThat(result).isCompleted();
        assertThat(stored.all()).hasSize(60);
    }

    @Test
    void failsWhatItCouldNotStoreBeforeTheEnd() {
        gated.fail(true);
        CompletableFuture<BatchResult> result = write(Readings.series(Readings.ROOM_1, 1));
        await().until(() -> gated.attempts() > 0);
        writer.close();
        assertThat(result)
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(StoreUnavailable.class);
        CompletableFuture<BatchResult> late = write(Readings.series(Readings.ROOM_1, 1));
        assertThat(late).isCompletedExceptionally();
    }

    private CompletableFuture<BatchResult> write(List<Reading> readings) {
        return writer.write(readings);
    }
}
