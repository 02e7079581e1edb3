package datastream.collector.infrastructure.mysql;

import datastream.collector.fake.InMemoryReadings;
import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.collector.usecase.ingest.ReadingWriter;

/** The fake keeps the contract too, so tests that use it mean something. */
class InMemoryReadingsTest extends ReadingStoreContract {

    private final InMemoryReadings readings = new InMemoryReadings();

    @Override
    protected ReadingWriter writer() {
        return readings;
    }

    @Override
    protected ReadingStore store() {
        return readings;
    }

    @Override
    protected SensorCatalogue catalogue() {
        return readings;
    }
}
