package datastream.collector.adapter.http;

import datastream.collector.domain.ChangedReading;
import datastream.reading.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * A reading of a change as the API shows it.
 *
 * @param before its value before; null when it was not there
 * @param after its value after; null when it is deleted
 */
record ChangedReadingView(
        String id,
        String sensorType,
        String id1,
        int id2,
        String timestamp,
        @Nullable Double before,
        @Nullable Double after) {

    static ChangedReadingView of(ChangedReading reading) {
        return new ChangedReadingView(
                reading.id().toText(),
                reading.sensor().type(),
                reading.sensor().id1(),
                reading.sensor().id2(),
                Timestamps.format(reading.id().timestampMicros()),
                reading.before(),
                reading.after());
    }
}
