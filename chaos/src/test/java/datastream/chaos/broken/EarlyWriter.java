package datastream.chaos.broken;

import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says that readings are stored, and stores them a little later: as many systems do. */
final class EarlyWriter implements ReadingWriter {

    private static final long LATER_MILLIS = 300;

    private final ReadingWriter writer;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("later").factory());

    EarlyWriter(ReadingWriter writer) {
        this.writer = writer;
    }

    @Override
    public BatchResult append(List<Reading> readings) {
        List<Reading> copy = List.copyOf(readings);
        var _ = later.schedule(() -> writer.append(copy), LATER_MILLIS, TimeUnit.MILLISECONDS);
        return BatchResult.ALL_NEW;
    }
}
