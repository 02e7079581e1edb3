package datastream.collector.infrastructure.mysql;

import datastream.reading.Reading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many readings came or, negative, went: by sensor and hour, and by sensor type and second. Not
 * thread-safe.
 */
final class ReadingCounts implements CountVisitor {

    /** Of a reading whose sensor is not in the database any more: no sensor type's name. */
    static final String UNKNOWN_TYPE = "_";

    private static final long SECOND = 1_000_000;

    /** Keys are hour and sensor. */
    private final LongCounts bySensor = new LongCounts();

    private final Map<String, LongCounts> byType = new TreeMap<>();

    /**
     * Of readings that are being stored.
     *
     * @param sensorIds the sensor's id of each, by position
     * @param positions which of them
     */
    static ReadingCounts of(int[] sensorIds, List<Reading> readings, int[] positions) {
        ReadingCounts counts = new ReadingCounts();
        for (int i : positions) {
            Reading reading = readings.get(i);
            long second = reading.timestampMicros() / SECOND;
            counts.add(sensorIds[i], reading.sensor().type(), second, 1);
        }
        return counts;
    }

    /**
     * @param second since 1970
     */
    void add(int sensorId, String sensorType, long second, long count) {
        ofSensor(sensorId, second / BucketWidth.HOUR.seconds(), count);
        ofType(sensorType, second, count);
    }

    @Override
    public void ofSensor(int sensorId, long hour, long count) {
        bySensor.add((hour << Integer.SIZE) | sensorId, count);
    }

    @Override
    public void ofType(String sensorType, long second, long count) {
        byType.computeIfAbsent(sensorType, _ -> new LongCounts()).add(second, count);
    }

    /** Tells all counts, in the order of hours and sensors, and of types and seconds. */
    void tell(CountVisitor visitor) {
        for (long key : bySensor.sortedKeys()) {
            visitor.ofSensor((int) key, key >> Integer.SIZE, bySensor.get(key));
        }
        byType.forEach((type, counts) -> {
            for (long second : counts.sortedKeys()) {
                visitor.ofType(type, second, counts.get(second));
            }
        });
    }
}
