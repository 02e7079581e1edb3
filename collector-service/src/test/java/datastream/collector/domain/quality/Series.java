package datastream.collector.domain.quality;

import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.List;

/** Readings of one sensor for tests, a second apart unless it is said otherwise. */
final class Series {

    static final long SECOND = 1_000_000;

    private final List<Reading> readings = new ArrayList<>();
    private long second;

    static long at(long second) {
        return Readings.BASE + second * SECOND;
    }

    static List<Reading> of(double... values) {
        return new Series().then(values).readings();
    }

    Series then(double... values) {
        for (double value : values) {
            readings.add(Readings.of(Readings.ROOM_1, second++ * SECOND, value));
        }
        return this;
    }

    Series silentFor(long seconds) {
        second += seconds;
        return this;
    }

    List<Reading> readings() {
        return readings;
    }
}
