package datastream.collector.fake;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeConflict;
import datastream.collector.domain.ChangeFilter;
import datastream.collector.domain.ChangedReading;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Slice;
import datastream.collector.usecase.change.ChangeLog;
import java.util.List;
import java.util.TreeMap;

/** Changes in a map, without their readings. */
public final class InMemoryChangeLog implements ChangeLog {

    private final TreeMap<Long, Change> changes = new TreeMap<>();

    public void add(Change change) {
        changes.put(change.id(), change);
    }

    @Override
    public Change find(long id) {
        return changes.get(id);
    }

    @Override
    public Slice<Change> find(ChangeFilter filter, Page page) {
        return new Slice<>(List.copyOf(changes.values()), changes.size());
    }

    @Override
    public List<ChangedReading> readings(long id, ReadingId after, int most) {
        return List.of();
    }

    @Override
    public List<ChangeConflict> conflicts(long id, ReadingId after, int most) {
        return List.of();
    }

    /** The oldest, whatever it waits for. */
    @Override
    public boolean deleteSomeBeyond(long most) {
        return !changes.isEmpty()
                && rowsAfter(changes.firstKey()) >= most
                && changes.pollFirstEntry() != null;
    }

    @Override
    public long rowsAfter(long id) {
        return changes.tailMap(id, false).values().stream()
                .mapToLong(change -> 1 + change.count() + change.conflicts())
                .sum();
    }

    @Override
    public boolean deleteSomeBefore(long micros) {
        return changes.values().stream()
                .filter(change -> change.createdMicros() < micros)
                .findFirst()
                .map(change -> changes.remove(change.id()))
                .isPresent();
    }
}
