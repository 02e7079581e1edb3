package datastream.collector.infrastructure.mysql;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Counts as rows of the rollups, which they are added to. Not thread-safe. */
final class RollupRows implements CountVisitor {

    private static final String INTO_SENSORS =
            "INSERT INTO sensor_rollup (sensor_id, width, start_second, readings) VALUES ";

    private static final String INTO_TYPES =
            "INSERT INTO type_rollup (sensor_type, width, start_second, readings) VALUES ";

    /** VALUES() is the one way to name the new row that both servers understand. */
    private static final String ADD_UP =
            " ON DUPLICATE KEY UPDATE readings = readings + VALUES(readings)";

    private static final String INTO_SUMMARIES =
            "INSERT INTO type_summary (sensor_type, width, start_second, outdated_at) VALUES ";

    /** Whoever makes one at that moment loses his claim, and begins anew. */
    private static final String OUTDATE =
            " ON DUPLICATE KEY UPDATE made = FALSE, figures = NULL, claim = NULL, claimed_until = NULL, outdated_at = UTC_TIMESTAMP(6)";

    private static final String ALL_TYPES = "";

    /** Keys are the hour in which a bucket begins, and the sensor. */
    private final Map<BucketWidth, LongCounts> bySensor = new EnumMap<>(BucketWidth.class);

    /** By type; keys are the seconds in which buckets begin. */
    private final Map<String, Map<BucketWidth, LongCounts>> byType = new TreeMap<>();

    RollupRows() {
        BucketWidth.OF_SENSORS.forEach(width -> bySensor.put(width, new LongCounts()));
    }

    @Override
    public void ofSensor(int sensorId, long hour, long count) {
        bySensor.forEach((width, counts) -> {
            long start = width.floor(hour * BucketWidth.HOUR.seconds());
            long startHour = start / BucketWidth.HOUR.seconds();
            counts.add((startHour << Integer.SIZE) | sensorId, count);
        });
    }

    @Override
    public void ofType(String sensorType, long second, long count) {
        addOfType(sensorType, second, count);
        addOfType(ALL_TYPES, second, count);
    }

    private void addOfType(String type, long second, long count) {
        byType.computeIfAbsent(type, _ -> newWidths())
                .forEach((width, counts) -> counts.add(width.floor(second), count));
    }

    private static Map<BucketWidth, LongCounts> newWidths() {
        Map<BucketWidth, LongCounts> widths = new EnumMap<>(BucketWidth.class);
        BucketWidth.OF_TYPES.forEach(width -> widths.put(width, new LongCounts()));
        return widths;
    }

    /** Adds them all, in the transaction of a handle. */
    void add(Handle handle) {
        InsertedRows sensors = new InsertedRows(handle, INTO_SENSORS, ADD_UP);
        bySensor.forEach((width, counts) -> {
            for (long key : counts.sortedKeys()) {
                long start = (key >> Integer.SIZE) * BucketWidth.HOUR.seconds();
                addSome(sensors, (int) key, width, start, counts.get(key));
            }
        });
        sensors.flush();
        InsertedRows types = new InsertedRows(handle, INTO_TYPES, ADD_UP);
        byType.forEach((type, widths) -> {
            String name = ReadingSql.word(type);
            widths.forEach((width, counts) -> {
                for (long start : counts.sortedKeys()) {
                    addSome(types, name, width, start, counts.get(start));
                }
            });
        });
        types.flush();
        outdateSummaries(handle);
    }

    private static void addSome(
            InsertedRows rows, Object whose, BucketWidth width, long start, long count) {
        if (count != 0) {
            rows.add(whose, width.seconds(), start, count);
        }
    }

    /** Where no reading more or less is told of, some are others. */
    private void outdateSummaries(Handle handle) {
        InsertedRows summaries = new InsertedRows(handle, INTO_SUMMARIES, OUTDATE);
        byType.forEach((type, widths) -> {
            if (!type.equals(ALL_TYPES) && !type.equals(ReadingCounts.UNKNOWN_TYPE)) {
                outdate(summaries, ReadingSql.word(type), widths);
            }
        });
        summaries.flush();
    }

    private static void outdate(
            InsertedRows summaries, String name, Map<BucketWidth, LongCounts> widths) {
        widths.forEach((width, counts) -> {
            if (BucketWidth.OF_SUMMARIES.contains(width)) {
                for (long start : counts.sortedKeys()) {
                    summaries.add(name, width.seconds(), start, "UTC_TIMESTAMP(6)");
                }
            }
        });
    }
}
