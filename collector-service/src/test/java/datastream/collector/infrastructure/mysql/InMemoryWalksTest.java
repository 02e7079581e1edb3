package datastream.collector.infrastructure.mysql;

import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.InMemoryWalks;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.collector.usecase.ingest.ReadingWriter;

/** The fake keeps the contract too, so tests that use it mean something. */
class InMemoryWalksTest extends ReadingExportContract {

    private final InMemoryReadings readings = new InMemoryReadings();

    @Override
    ReadingWriter writer() {
        return readings;
    }

    @Override
    ReadingWalks walks(int portion, int mostSensors) {
        return new InMemoryWalks(readings, portion);
    }
}
