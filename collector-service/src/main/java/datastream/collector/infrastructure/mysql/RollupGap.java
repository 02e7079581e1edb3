package datastream.collector.infrastructure.mysql;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A time of which the rollups know nothing: who counts it counts readings.
 *
 * @param fromHour first hour since 1970
 * @param toHour first hour behind it
 */
record RollupGap(long fromHour, long toHour) {

    private static final String SELECT =
            "SELECT from_hour, to_hour FROM rollup_gap ORDER BY from_hour";

    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    RollupGap {
        if (fromHour < 0 || fromHour >= toHour) {
            throw new IllegalArgumentException("No gap from %d to %d".formatted(fromHour, toHour));
        }
    }

    /** All of them, the earliest first; they do not touch each other's hours. */
    static List<RollupGap> all(Handle handle) {
        return handle.createQuery(SELECT)
                .map((row, _) -> new RollupGap(row.getLong(1), row.getLong(2)))
                .list();
    }

    /** Whether an hour lies in one of them. */
    static boolean anyHas(List<RollupGap> gaps, long hour) {
        for (RollupGap gap : gaps) {
            if (gap.has(hour)) {
                return true;
            }
        }
        return false;
    }

    boolean has(long hour) {
        return fromHour <= hour && hour < toHour;
    }

    /** Whether it has hours between these. */
    boolean overlaps(long from, long to) {
        return fromHour < to && from < toHour;
    }

    long fromMicros() {
        return fromHour * MICROS_PER_HOUR;
    }

    long toMicros() {
        return toHour * MICROS_PER_HOUR;
    }
}
