package datastream.collector.fake;

import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.reading.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What changes mean, in a map: the oracle for the real store. Values differ by their bits. */
public final class ChangedTable {

    private final Map<ReadingId, Reading> readings = new HashMap<>();
    private final Map<ReadingId, Reading> known = new HashMap<>();

    /** What becomes of one reading; null where it is not there. */
    public record Step(Double before, Double after) {}

    /** What an undo does, and how many readings it leaves alone. */
    public record Undo(Map<ReadingId, Step> steps, int conflicts) {}

    public ChangedTable(List<StoredReading> stored) {
        stored.forEach(reading -> readings.put(reading.id(), reading.reading()));
        known.putAll(readings);
    }

    /** What a change would do now; an infinite value means that it must be refused. */
    public Map<ReadingId, Step> steps(ChangeTask.OfFilter task) {
        Map<ReadingId, Step> steps = new HashMap<>();
        readings.forEach((id, reading) -> {
            double before = reading.value();
            Double after = task.correction() == null ? null : task.correction().apply(before);
            if (InMemoryReadings.matches(task.filter(), reading)
                    && (after == null || after.doubleValue() != before)) {
                steps.put(id, new Step(before, after));
            }
        });
        return steps;
    }

    public Undo undoOf(Map<ReadingId, Step> done) {
        Map<ReadingId, Step> steps = new HashMap<>();
        int conflicts = 0;
        for (Map.Entry<ReadingId, Step> entry : done.entrySet()) {
            Step step = entry.getValue();
            Reading reading = readings.get(entry.getKey());
            Double now = reading == null ? null : reading.value();
            if (same(now, step.after())) {
                steps.put(entry.getKey(), new Step(now, step.before()));
            } else if (!same(now, step.before())) {
                conflicts++;
            }
        }
        return new Undo(steps, conflicts);
    }

    private static boolean same(Double a, Double b) {
        return a == null || b == null ? a == b : a.doubleValue() == b.doubleValue();
    }

    public void apply(Map<ReadingId, Step> steps) {
        steps.forEach((id, step) -> {
            if (step.after() == null) {
                readings.remove(id);
            } else {
                Reading of = known.get(id);
                readings.put(id, new Reading(of.sensor(), of.timestampMicros(), step.after()));
            }
        });
    }

    /** Everything, by key. */
    public Map<ReadingId, Double> values() {
        Map<ReadingId, Double> values = new HashMap<>();
        readings.forEach((id, reading) -> values.put(id, reading.value()));
        return values;
    }

    /** The same of stored readings. */
    public static Map<ReadingId, Double> values(List<StoredReading> stored) {
        return new ChangedTable(stored).values();
    }
}
