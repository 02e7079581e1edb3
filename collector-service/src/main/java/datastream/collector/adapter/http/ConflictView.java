package datastream.collector.adapter.http;

import datastream.collector.domain.ChangeConflict;
import datastream.reading.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * A reading that an undo has left alone, as the API shows it.
 *
 * @param expected its value as the undone change left it; null when that deleted it
 * @param found its value when the undo came; null when it was not there
 */
record ConflictView(
        String id,
        String sensorType,
        String id1,
        int id2,
        String timestamp,
        @Nullable Double expected,
        @Nullable Double found) {

    static ConflictView of(ChangeConflict conflict) {
        return new ConflictView(
                conflict.id().toText(),
                conflict.sensor().type(),
                conflict.sensor().id1(),
                conflict.sensor().id2(),
                Timestamps.format(conflict.id().timestampMicros()),
                conflict.expected(),
                conflict.found());
    }
}
