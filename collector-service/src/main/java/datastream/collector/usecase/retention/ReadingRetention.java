package datastream.collector.usecase.retention;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long readings are kept, counted from the time at which they were measured.
 *
 * @param age a day at least; null keeps them for ever
 */
public record ReadingRetention(@Nullable Duration age) {

    public static final ReadingRetention FOR_EVER = new ReadingRetention(null);

    /** The shortest. */
    public static final Duration LEAST = Duration.ofDays(1);

    /** Each partition costs a query that has to look into all of them some ten microseconds. */
    private static final Duration LONGEST_BY_DAY = Duration.ofDays(100);

    private static final Duration LONGEST_BY_WEEK = Duration.ofDays(730);

    public ReadingRetention {
        if (age != null && age.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("retention of " + age);
        }
    }

    /** The shorter the retention, the shorter. */
    PartitionSpan span() {
        if (age == null || age.compareTo(LONGEST_BY_WEEK) > 0) {
            return PartitionSpan.MONTH;
        }
        return age.compareTo(LONGEST_BY_DAY) > 0 ? PartitionSpan.WEEK : PartitionSpan.DAY;
    }

    /**
     * The first instant of which readings are kept: the beginning of a span, so that each is kept
     * for its age at least and can be dropped as a whole.
     *
     * @return null when all are kept
     */
    @Nullable Instant keptSince(Instant now) {
        return age == null ? null : span().startOf(now.minus(age));
    }
}
