package datastream.collector.infrastructure.mysql;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Counts as rows of the rollups, which they are added to. Not thread-safe. */
final class RollupRows implements CountVisitor {

    private static final int CHUNK = 1_000;

    private static final String INTO_SENSORS =
            "INSERT INTO sensor_rollup (sensor_id, width, start_second, readings) VALUES ";

    private static final String INTO_TYPES =
            "INSERT INTO type_rollup (sensor_type, width, start_second, readings) VALUES ";

    /** VALUES() is the one way to name the new row that both servers understand. */
    private static final String ADD_UP =
            " ON DUPLICATE KEY UPDATE readings = readings + VALUES(readings)";

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
        Inserts sensors = new Inserts(handle, INTO_SENSORS);
        bySensor.forEach((width, counts) -> {
            for (long key : counts.sortedKeys()) {
                long start = (key >> Integer.SIZE) * BucketWidth.HOUR.seconds();
                sensors.add(String.valueOf((int) key), width, start, counts.get(key));
            }
        });
        sensors.flush();
        Inserts types = new Inserts(handle, INTO_TYPES);
        byType.forEach((type, widths) -> {
            String name = ReadingSql.word(type);
            widths.forEach((width, counts) -> {
                for (long start : counts.sortedKeys()) {
                    types.add(name, width, start, counts.get(start));
                }
            });
        });
        types.flush();
        outdateSummaries(handle);
    }

    /** Where no reading more or less is told of, some are others. */
    private void outdateSummaries(Handle handle) {
        SummaryMarks marks = new SummaryMarks(handle);
        byType.forEach((type, widths) -> {
            if (!type.equals(ALL_TYPES) && !type.equals(ReadingCounts.UNKNOWN_TYPE)) {
                widths.forEach((width, counts) -> {
                    if (BucketWidth.OF_SUMMARIES.contains(width)) {
                        marks.add(type, width, counts.sortedKeys());
                    }
                });
            }
        });
        marks.flush();
    }

    /** Rows for one of the tables, so many a statement. */
    private static final class Inserts {

        private final Handle handle;
        private final String into;
        private final StringBuilder sql = new StringBuilder();
        private int rows;

        Inserts(Handle handle, String into) {
            this.handle = handle;
            this.into = into;
        }

        void add(String whose, BucketWidth width, long start, long count) {
            if (count == 0) {
                return;
            }
            sql.append(rows == 0 ? into : ",").append('(').append(whose);
            sql.append(',').append(width.seconds()).append(',').append(start);
            sql.append(',').append(count).append(')');
            rows++;
            if (rows == CHUNK) {
                flush();
            }
        }

        void flush() {
            if (rows > 0) {
                TextStatements.execute(handle, sql.append(ADD_UP).toString());
            }
            sql.setLength(0);
            rows = 0;
        }
    }
}
