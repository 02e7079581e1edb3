package datastream.chaos.broken;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import java.util.List;

/** Drops a batch that the store does not take, and says nothing. */
final class DroppingWriter implements ReadingWriter {

    private final ReadingWriter writer;

    DroppingWriter(ReadingWriter writer) {
        this.writer = writer;
    }

    @Override
    public BatchResult append(List<Reading> readings) {
        try {
            return writer.append(readings);
        } catch (StoreUnavailable swallowed) {
            return BatchResult.ALL_NEW;
        }
    }
}
