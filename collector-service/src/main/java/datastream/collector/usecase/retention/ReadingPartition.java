package datastream.collector.usecase.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Readings of a span of time that are stored apart from others. It begins where the one before it
 * ends; the first holds everything before its end.
 *
 * @param name its own among all
 * @param end first instant that is no part of it; null for the last, which has none
 */
public record ReadingPartition(String name, @Nullable Instant end) {

    /** Whether all of it lies before an instant. */
    boolean endsBy(Instant instant) {
        return end != null && !end.isAfter(instant);
    }
}
