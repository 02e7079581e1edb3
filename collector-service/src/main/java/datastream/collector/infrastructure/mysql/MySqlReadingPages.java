package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.collector.domain.QueryTimeout;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.export.ReadingWalk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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

    /**
     * What comes next may be denser, or a long time away: so the next windows are looked for too.
     */
    private static final int GROWTH = 4;

    /** A look so far takes some 60 ms. From there on windows grow by themselves. */
    private static final int MOST_GROWTH = 256;

    /** Beyond that, a page is as much work as an export, and one statement does no worse. */
    static final int MOST_READINGS = 20_000;

    /** For all statements of a page together. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

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
        List<StoredReading> found = gather(begin(filter, page.order(), null, size), size);
        return found.subList(Math.min(page.offset(), found.size()), found.size());
    }

    List<StoredReading> seek(ReadingFilter filter, Seek seek) {
        return gather(begin(filter, seek.order(), seek, seek.limit()), seek.limit());
    }

    /**
     * A walk and its windows.
     *
     * @param sensorIds the sensors that each statement reads and sorts in its whole window; null
     *     when it goes along an index in the order that is wanted
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Way(ReadingWalk walk, TimeWindow window, int @Nullable [] sensorIds) {}

    /** Null when the filter names no sensor that is known. */
    private @Nullable Way begin(
            ReadingFilter filter, Page.Order order, @Nullable Seek seek, int size) {
        return queries.run(handle -> {
            int[] sensorIds = MySqlReadingWalks.sensorIds(handle, filter, mostSensors);
            if (sensorIds.length == 0) {
                return null;
            }
            TimeWindow window = MySqlReadingWalks.window(handle, filter, order, size);
            if (seek != null) {
                window.beginBehind(seek.included() ? before(seek) : seek.start());
            }
            window.resize(null);
            boolean few = sensorIds.length <= mostSensors;
            int[] ids = few ? sensorIds : null;
            ReadingWalk walk = new MySqlReadingWalk(queries, filter, window, ids);
            return new Way(walk, window, few && sensorIds.length > 1 ? sensorIds : null);
        });
    }

    /** A place just before the start. No sensor's key is an int's last. */
    private static ReadingId before(Seek seek) {
        int step = seek.order() == Page.Order.ASC ? -1 : 1;
        return new ReadingId(seek.start().sensorId() + step, seek.start().timestampMicros());
    }

    private List<StoredReading> gather(@Nullable Way way, int size) {
        if (way == null) {
            return List.of();
        }
        long began = System.nanoTime();
        List<StoredReading> found = new ArrayList<>();
        int ahead = firstWindow;
        List<StoredReading> next = next(way, ahead);
        while (next != null && found.size() + next.size() < size) {
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new QueryTimeout(LONGEST);
            }
            found.addAll(next);
            ahead *= ahead <= firstWindow * MOST_GROWTH ? GROWTH : 1;
            next = next(way, ahead);
        }
        if (next != null) {
            found.addAll(next.subList(0, size - found.size()));
        }
        return found;
    }

    private @Nullable List<StoredReading> next(Way way, int ahead) {
        TimeWindow window = way.window();
        if (way.sensorIds() != null && ahead <= firstWindow * MOST_GROWTH && !window.isEmpty()) {
            window.resize(queries.run(handle -> ReadingsAhead.width(handle, window, ahead)));
        }
        List<StoredReading> next = way.walk().next();
        if (next != null && next.isEmpty()) {
            passSilence(way);
        }
        return next;
    }

    /** However long all the sensors say nothing, it is one step. */
    private void passSilence(Way way) {
        TimeWindow window = way.window();
        int[] sensorIds = way.sensorIds();
        if (sensorIds != null && !window.isEmpty()) {
            OptionalLong next =
                    queries.run(handle -> ReadingsAhead.next(handle, window, sensorIds));
            window.beginAt(next.orElse(window.order() == Page.Order.ASC ? Long.MAX_VALUE : -1));
        }
    }
}
