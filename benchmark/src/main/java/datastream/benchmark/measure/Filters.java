package datastream.benchmark.measure;

import datastream.benchmark.rig.FilledTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Query parameters that match a part of a filled table, another part each time; the same parts in
 * each run. Not thread-safe.
 */
final class Filters {

    private static final long SEED = 17;

    private final FilledTable table;
    private final Random random = new Random(SEED);

    Filters(FilledTable table) {
        this.table = table;
    }

    /** Any one sensor. */
    String sensor() {
        return sensors() + "&id2=" + random.nextInt(table.sensors());
    }

    /** All of them, by name. */
    String sensors() {
        return "&sensor_type=temperature&id1=BENCH";
    }

    /** Any stretch of time of that length, or all when that is shorter. */
    String time(Duration length) {
        long spare = table.length().minus(length).toSeconds();
        Instant from = table.from().plusSeconds(spare > 0 ? random.nextLong(spare) : 0);
        return between(from, length);
    }

    /** All of the time. */
    String all() {
        return between(table.from(), table.length());
    }

    /** The first stretch, of so many readings of one sensor. */
    String first(int readings) {
        double seconds = Math.ceil(readings / table.perSensorAndSecond());
        return between(table.from(), Duration.ofSeconds((long) seconds));
    }

    private static String between(Instant from, Duration length) {
        return "&from=%s&to=%s".formatted(from, from.plus(length));
    }
}
