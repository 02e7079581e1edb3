package datastream.collector.adapter.http;

import datastream.collector.domain.StoredReading;
import datastream.reading.Reading;
import datastream.reading.Timestamps;

/**
 * A stored reading as the API shows it.
 *
 * @param id opaque name of the reading
 * @param timestamp RFC 3339 in UTC with six digits
 */
record ReadingView(
        String id, String sensorType, String id1, int id2, String timestamp, double sensorValue) {

    static ReadingView of(StoredReading stored) {
        Reading reading = stored.reading();
        return new ReadingView(
                stored.id().toText(),
                reading.sensor().type(),
                reading.sensor().id1(),
                reading.sensor().id2(),
                Timestamps.format(reading.timestampMicros()),
                reading.value());
    }
}
