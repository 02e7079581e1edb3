package datastream.collector.fake;

import datastream.collector.domain.ChangeTask;
import datastream.collector.usecase.change.ChangeMetrics;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it is told of changes. */
public final class CountedChanges implements ChangeMetrics {

    private final List<String> seen = new ArrayList<>();

    /** In order: kind, and what it came to or how many readings. */
    public synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public synchronized void ended(ChangeTask.Kind kind, End end) {
        seen.add(kind + " " + end);
    }

    @Override
    public synchronized void changed(ChangeTask.Kind kind, long readings) {
        seen.add(kind + " " + readings);
    }
}
