package datastream.collector.infrastructure.mysql;

import datastream.collector.fake.InMemoryQuarantine;
import datastream.collector.usecase.ingest.Quarantine;
import datastream.collector.usecase.quarantine.QuarantineStore;

/** The fake keeps the contract too, so tests that use it mean something. */
class InMemoryQuarantineTest extends QuarantineContract {

    private final InMemoryQuarantine quarantine = new InMemoryQuarantine();

    @Override
    protected Quarantine quarantine() {
        return quarantine;
    }

    @Override
    protected QuarantineStore store() {
        return quarantine;
    }
}
