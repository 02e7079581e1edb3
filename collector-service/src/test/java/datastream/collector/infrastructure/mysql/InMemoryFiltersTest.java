package datastream.collector.infrastructure.mysql;

import datastream.collector.fake.InMemoryReadings;
import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.ingest.ReadingWriter;

class InMemoryFiltersTest extends RandomFiltersContract {

    private final InMemoryReadings readings = new InMemoryReadings();

    @Override
    ReadingWriter writer() {
        return readings;
    }

    @Override
    ReadingStore store() {
        return readings;
    }
}
