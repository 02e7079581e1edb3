package datastream.collector.domain;

import datastream.reading.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are meant; an absent part restricts nothing.
 *
 * @param kind what they do, or null for anything
 * @param user who asked for them, or null for anybody
 * @param fromMicros first instant that is included, microseconds since 1970, or null for no bound
 * @param toMicros first instant that is no longer included, or null for no bound
 */
public record ChangeFilter(
        ChangeTask.@Nullable Kind kind,
        @Nullable String user,
        @Nullable Long fromMicros,
        @Nullable Long toMicros) {

    /**
     * @throws InvalidField when {@code from} is after {@code to}
     */
    public ChangeFilter {
        if (fromMicros != null && toMicros != null && fromMicros > toMicros) {
            throw new InvalidField("from", "must not be after to");
        }
    }
}
