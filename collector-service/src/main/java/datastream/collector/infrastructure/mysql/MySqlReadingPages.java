package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Pages of several sensors' readings, found by a walk in windows of time. One statement for such a
 * page makes both servers read and sort all that these sensors have in the time that is meant, for
 * a hundred of them. Thread-safe.
 */
final class MySqlReadingPages {

    /**
     * The first window holds so many readings of all sensors, so that it is never too wide, however
     * dense they are: a look along the index takes a fraction of a millisecond.
     */
    private static final int FIRST_WINDOW = 1_000;

    /** Beyond that, a page is as much work as an export, and one statement does no worse. */
    private static final int MOST_READINGS = 20_000;

    /** For all statements of a page together. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final String FIRST_WINDOW_ENDS =
            """
            SELECT ts FROM reading FORCE INDEX (reading_by_time) WHERE ts <not_before> <start>
            ORDER BY ts <order> LIMIT 1 OFFSET :readings
            """;

    private final Queries queries;
    private final int firstWindow;
    private final int mostSensors;

    MySqlReadingPages(Queries queries) {
        this(queries, FIRST_WINDOW, MySqlReadingWalks.MOST_SENSORS);
    }

    /**
     * @param firstWindow readings of all sensors in the first window
     * @param mostSensors that are read one by one
     */
    MySqlReadingPages(Queries queries, int firstWindow, int mostSensors) {
        this.queries = queries;
        this.firstWindow = firstWindow;
        this.mostSensors = mostSensors;
    }

    /**
     * Whether this is the way to a page.
     *
     * @param readings of the page, and those before it that are counted to it
     */
    static boolean suits(ReadingFilter filter, long readings) {
        return filter.namesSensors() && !filter.namesOneSensor() && readings <= MOST_READINGS;
    }

    List<StoredReading> find(ReadingFilter filter, Page page) {
        int size = page.offset() + page.limit();
        List<StoredReading> found = gather(walk(filter, page.order(), null, size), size);
        return found.subList(Math.min(page.offset(), found.size()), found.size());
    }

    List<StoredReading> seek(ReadingFilter filter, Seek seek) {
        return gather(walk(filter, seek.order(), seek, seek.limit()), seek.limit());
    }

    private ReadingWalk walk(
            ReadingFilter filter, Page.Order order, @Nullable Seek seek, int size) {
        return queries.run(handle -> {
            int[] sensorIds = MySqlReadingWalks.sensorIds(handle, filter, mostSensors);
            if (sensorIds.length == 0) {
                return () -> null;
            }
            TimeWindow window = MySqlReadingWalks.window(handle, filter, order, size);
            if (seek != null) {
                window.beginBehind(seek.included() ? before(seek) : seek.start());
            }
            boolean few = sensorIds.length <= mostSensors;
            window.resize(few && sensorIds.length > 1 ? firstWidth(handle, window) : null);
            return new MySqlReadingWalk(queries, filter, window, few ? sensorIds : null);
        });
    }

    /** A place just before the start. No sensor's key is an int's last. */
    private static ReadingId before(Seek seek) {
        int step = seek.order() == Page.Order.ASC ? -1 : 1;
        return new ReadingId(seek.start().sensorId() + step, seek.start().timestampMicros());
    }

    /** Null for all that is left. */
    private @Nullable Long firstWidth(Handle handle, TimeWindow window) {
        boolean ascending = window.order() == Page.Order.ASC;
        long start = ascending ? window.from() : window.to();
        Optional<LocalDateTime> end =
                handle.createQuery(FIRST_WINDOW_ENDS)
                        .define("not_before", ascending ? ">=" : "<=")
                        .define("start", ReadingSql.timestamp(start))
                        .define("order", window.order().name())
                        .bind("readings", firstWindow)
                        .mapTo(LocalDateTime.class)
                        .findOne();
        return end.map(ts -> Math.abs(Timestamps.fromUtc(ts) - start) + 1).orElse(null);
    }

    private static List<StoredReading> gather(ReadingWalk walk, int size) {
        long began = System.nanoTime();
        List<StoredReading> found = new ArrayList<>();
        List<StoredReading> next = walk.next();
        while (next != null) {
            found.addAll(next);
            if (found.size() >= size) {
                return found.subList(0, size);
            }
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new QueryTimeout(LONGEST);
            }
            next = walk.next();
        }
        return found;
    }
}
