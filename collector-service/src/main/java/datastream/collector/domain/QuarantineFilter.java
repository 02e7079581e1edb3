package datastream.collector.domain;

import datastream.reading.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the quarantine are meant; an absent part restricts nothing.
 *
 * @param door where they first came in, or null for any
 * @param reason the kind of fault, or null for any
 * @param readingsOnly only entries that are one reading and all of it, so that they can be tried
 *     again as they are
 * @param fromMicros first instant of the last coming in that is included, microseconds since 1970,
 *     or null for no bound
 * @param toMicros first instant that is no longer included, or null for no bound
 */
public record QuarantineFilter(
        @Nullable Door door,
        Quarantined.@Nullable Reason reason,
        boolean readingsOnly,
        @Nullable Long fromMicros,
        @Nullable Long toMicros) {

    /** Every entry. */
    public static final QuarantineFilter ALL = new QuarantineFilter(null, null, false, null, null);

    /**
     * @throws InvalidField when {@code from} is after {@code to}
     */
    public QuarantineFilter {
        if (fromMicros != null && toMicros != null && fromMicros > toMicros) {
            throw new InvalidField("from", "must not be after to");
        }
    }

    /** Of these entries, those that can be tried again as they are. */
    public QuarantineFilter thatAreReadings() {
        return new QuarantineFilter(door, reason, true, fromMicros, toMicros);
    }
}
