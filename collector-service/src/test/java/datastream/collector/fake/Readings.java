package datastream.collector.fake;

import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.util.List;
import java.util.stream.IntStream;

/** Readings for tests. */
public final class Readings {

    /** 2026-11-21T08:00:00.123456Z. */
    public static final long BASE = Timestamps.parse("2026-11-21T08:00:00.123456Z");

    public static final Sensor ROOM_1 = new Sensor("temperature", "ROOM", 1);

    private Readings() {}

    public static Reading of(Sensor sensor, long offsetMicros, double value) {
        return new Reading(sensor, BASE + offsetMicros, value);
    }

    /** {@code count} readings of one sensor, a microsecond apart. */
    public static List<Reading> series(Sensor sensor, int count) {
        return IntStream.range(0, count).mapToObj(i -> of(sensor, i, i / 8.0)).toList();
    }
}
