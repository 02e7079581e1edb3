package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Divides a span of time into windows, one for each statement of a walk, so that no statement takes
 * long or sorts much, however few readings match and wherever they are. A window grows where little
 * is found quickly, and shrinks where a statement finds too much or takes too long. Not
 * thread-safe.
 */
final class TimeWindow {

    private static final long SECOND = 1_000_000;

    private static final long FIRST_WIDTH = 60 * SECOND;
    private static final long WIDEST = Long.MAX_VALUE / 16;

    /** Of a portion: a window should hold so much, that chance seldom makes it more than one. */
    private static final double AIM = 0.75;

    private static final double MOST_GROWTH = 4;

    private static final Duration QUICK = Duration.ofMillis(500);
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Page.Order order;
    private final int portion;

    /** What is left of the span, both ends included; nothing when they are the wrong way round. */
    private long earliest;

    private long latest;
    private long width = FIRST_WIDTH;

    /** When set, the window begins behind this reading, whose instant is still a part of it. */
    private @Nullable ReadingId after;

    /**
     * @param earliest first instant, microseconds since 1970
     * @param latest last instant, included
     * @param portion readings that a statement should find
     */
    TimeWindow(Page.Order order, long earliest, long latest, int portion) {
        this.order = order;
        this.earliest = earliest;
        this.latest = latest;
        this.portion = portion;
    }

    /** Nothing before this reading, in the order of the walk, is a part of the span any more. */
    void beginBehind(ReadingId reading) {
        beginAt(reading.timestampMicros());
        after = reading;
    }

    /** Nothing before this instant, in the order of the walk, is a part of the span any more. */
    void beginAt(long micros) {
        long before = start();
        if (ascending()) {
            earliest = Math.max(earliest, micros);
        } else {
            latest = Math.min(latest, micros);
        }
        if (start() != before) {
            after = null;
        }
    }

    /**
     * Makes the next window as wide.
     *
     * @param micros at least 1; null for all that is left
     */
    void resize(@Nullable Long micros) {
        width = micros == null ? WIDEST : Math.min(micros, WIDEST);
    }

    Page.Order order() {
        return order;
    }

    /** Readings that a statement should find. */
    int portion() {
        return portion;
    }

    boolean isEmpty() {
        return earliest > latest;
    }

    /** Where it begins, in its order. */
    long start() {
        return ascending() ? earliest : latest;
    }

    /** First instant of the window. */
    long from() {
        return ascending() ? earliest : Math.max(earliest, latest - width + 1);
    }

    /** Last instant of the window. */
    long to() {
        return ascending() ? Math.min(latest, earliest + width - 1) : latest;
    }

    /** Where in its first instant it begins, or null when that is a part of it as a whole. */
    @Nullable ReadingId after() {
        return after;
    }

    /**
     * The window held less than a portion and is done with.
     *
     * @param found how much
     * @param took how long that lasted
     */
    void passed(int found, Duration took) {
        if (ascending()) {
            earliest = to() + 1;
        } else {
            latest = from() - 1;
        }
        after = null;
        if (took.compareTo(SLOW) > 0) {
            narrow();
        } else if (took.compareTo(QUICK) < 0) {
            double growth = found == 0 ? MOST_GROWTH : AIM * portion / found;
            width = Math.clamp((long) (width * Math.min(MOST_GROWTH, growth)), 1, WIDEST);
        }
    }

    /**
     * The window held a portion at least, the last of which is given.
     *
     * @param sorted whether the whole of it was sorted for that
     */
    void filled(ReadingId last, boolean sorted) {
        if (sorted) {
            long start = ascending() ? earliest : latest;
            long covered = Math.abs(last.timestampMicros() - start) + 1;
            width = Math.clamp((long) (covered * AIM), 1, WIDEST);
        }
        beginBehind(last);
    }

    /**
     * Much less shall be looked at in one statement.
     *
     * @return whether that is possible
     */
    boolean narrow() {
        boolean possible = width > 1;
        // What is left may be narrower than the window may be.
        width = Math.max(1, Math.min(width, latest - earliest + 1) / 8);
        return possible;
    }

    private boolean ascending() {
        return order == Page.Order.ASC;
    }
}
