package datastream.collector.fake;

import datastream.collector.domain.Quarantined;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.Quarantine;
import java.util.ArrayList;
import java.util.List;

/** A quarantine in memory, with a handle to make it fail. */
public final class InMemoryQuarantine implements Quarantine {

    private final List<Quarantined> entries = new ArrayList<>();
    private boolean failing;

    @Override
    public synchronized void keep(List<Quarantined> more) {
        if (failing) {
            throw new StoreUnavailable("told to fail");
        }
        entries.addAll(more);
    }

    public synchronized void fail(boolean fail) {
        failing = fail;
    }

    public synchronized List<Quarantined> all() {
        return List.copyOf(entries);
    }
}
