package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes have made of some readings. Back from the value that is stored, step by step, it
 * comes to every value that this was before: one that was deleted before it was stored anew is not
 * among them. Lives for one look at the table. Not thread-safe.
 */
final class PastValues {

    private final Map<ReadingId, List<Step>> steps = new HashMap<>();

    /** What one change did; null where the reading was not there. */
    private record Step(@Nullable Double before, @Nullable Double after, boolean edit) {}

    /**
     * @param rows sensor_id, ts, value_before, value_after, and whether by an edit
     */
    void load(ResultSet rows) throws SQLException {
        while (rows.next()) {
            steps.computeIfAbsent(ReadingColumns.readingId(rows, 1), _ -> new ArrayList<>())
                    .add(new Step(value(rows, 3), value(rows, 4), rows.getBoolean(5)));
        }
    }

    /** A zero is a zero, whatever its sign. */
    private static @Nullable Double value(ResultSet rows, int column) throws SQLException {
        Double value = ReadingColumns.value(rows, column);
        return value == null ? null : value + 0.0;
    }

    /**
     * Whether an edit has replaced a value on the way to the one that is stored. In whatever order:
     * numbers of changes do not tell when a job came to this reading.
     */
    boolean wasEdited(ReadingId id, double value, double stored) {
        List<Step> all = steps.getOrDefault(id, List.of());
        Set<Step> seen = new HashSet<>();
        Deque<Step> waiting = new ArrayDeque<>();
        addSteps(all, stored + 0.0, waiting);
        while (!waiting.isEmpty()) {
            Step step = waiting.remove();
            Double before = step.before();
            if (step.edit() && before != null && before == value + 0.0) {
                return true;
            }
            if (seen.add(step)) {
                addSteps(all, before, waiting);
            }
        }
        return false;
    }

    private static void addSteps(List<Step> all, @Nullable Double after, Deque<Step> waiting) {
        for (Step step : all) {
            if (after == null ? step.after() == null : after.equals(step.after())) {
                waiting.add(step);
            }
        }
    }
}
