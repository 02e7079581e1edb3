package datastream.collector.fake;

import datastream.collector.usecase.ingest.BatchConfig;
import datastream.collector.usecase.ingest.BatchingWriter;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.ReadingWriter;
import java.time.Clock;

/** The use case as it is wired in production, over a writer and a quarantine of the test's own. */
public final class TestIngest implements AutoCloseable {

    /** Each lane has its own sensors, however few readings there are. */
    public static final BatchConfig APART = new BatchConfig(2, 5_000, 0);

    private final InMemoryQuarantine quarantine = new InMemoryQuarantine();
    private final Balance balance = new Balance();
    private final IngestReadings ingest;

    public TestIngest(ReadingWriter writer) {
        this(writer, BatchConfig.USUAL, IngestLimits.USUAL);
    }

    public TestIngest(ReadingWriter writer, BatchConfig batch, IngestLimits limits) {
        ingest =
                new IngestReadings(
                        new BatchingWriter(writer, batch, balance),
                        quarantine,
                        limits,
                        balance,
                        Clock.systemUTC());
    }

    public IngestReadings start() {
        ingest.start();
        return ingest;
    }

    public IngestReadings ingest() {
        return ingest;
    }

    public InMemoryQuarantine quarantine() {
        return quarantine;
    }

    public Balance balance() {
        return balance;
    }

    public int inFlight() {
        return ingest.inFlight();
    }

    public int waiting() {
        return ingest.waiting();
    }

    @Override
    public void close() {
        ingest.close();
    }
}
