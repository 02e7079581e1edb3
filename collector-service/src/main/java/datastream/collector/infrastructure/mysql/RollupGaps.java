package datastream.collector.infrastructure.mysql;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Gaps that are opened again, since readings go without a journal: with a partition, or because
 * they are too old. Their rollups are forgotten, and built anew from the readings that are there
 * then.
 */
final class RollupGaps {

    private static final long HOURS_PER_DAY = 24;

    private static final String REMOVE = "DELETE FROM rollup_gap WHERE from_hour = :from";

    private static final String ADD =
            """
            INSERT INTO rollup_gap (from_hour, to_hour, held_until)
            VALUES (:from, :to, UTC_TIMESTAMP(6) + INTERVAL :hold MICROSECOND)
            """;

    private RollupGaps() {}

    /**
     * Forgets the rollups of the days before an instant, in the transaction of a handle. From its
     * commit on, whoever counts these days counts readings.
     *
     * @param hold how long they stay so at least: until the readings are gone for certain, and more
     *     of the same are not to go at once
     */
    static void openBefore(Handle handle, Instant instant, Duration hold) {
        long days = Math.ceilDiv(instant.getEpochSecond(), BucketWidth.DAY.seconds());
        open(handle, 0, days, hold);
    }

    /**
     * @param fromDay first day since 1970
     * @param toDay first day behind it
     */
    static void open(Handle handle, long fromDay, long toDay, Duration hold) {
        RollupLock.take(handle);
        long from = fromDay * HOURS_PER_DAY;
        long to = toDay * HOURS_PER_DAY;
        List<RollupGap> before = RollupGap.all(handle);
        for (RollupGap gap : before) {
            if (gap.overlaps(from, to)) {
                handle.createUpdate(REMOVE).bind("from", gap.fromHour()).execute();
                add(handle, gap.fromHour(), Math.min(gap.toHour(), from), Duration.ZERO);
                add(handle, Math.max(gap.fromHour(), to), gap.toHour(), Duration.ZERO);
            }
        }
        // First: what is held is held from the end of this, however long it took.
        forget(handle, before, from, to);
        add(handle, from, to, hold);
    }

    /** There are no rollups in a gap, so that only what lies between them is to be looked at. */
    private static void forget(Handle handle, List<RollupGap> gaps, long from, long to) {
        long known = from;
        for (RollupGap gap : gaps) {
            if (gap.overlaps(from, to)) {
                forget(handle, known, gap.fromHour());
                known = gap.toHour();
            }
        }
        forget(handle, known, to);
    }

    /** Whole days, of which a part may lie in a gap: there is a row for the day then. */
    private static void forget(Handle handle, long fromHour, long toHour) {
        if (fromHour < toHour) {
            long fromDay = Math.floorDiv(fromHour, HOURS_PER_DAY);
            long toDay = Math.ceilDiv(toHour, HOURS_PER_DAY);
            int seconds = BucketWidth.DAY.seconds();
            new RollupDeletion(handle, fromDay * seconds, toDay * seconds).run();
        }
    }

    private static void add(Handle handle, long from, long to, Duration hold) {
        if (from < to) {
            handle.createUpdate(ADD)
                    .bind("from", from)
                    .bind("to", to)
                    .bind("hold", hold.toNanos() / 1_000)
                    .execute();
        }
    }
}
