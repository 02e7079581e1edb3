package datastream.collector.domain.audit;

import datastream.reading.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log are meant; an absent part restricts nothing.
 *
 * @param kind what they tell
 * @param actor who did it
 * @param account whom it concerns
 * @param source where it came from
 * @param fromMicros first instant that is included, microseconds since 1970
 * @param toMicros first instant that is no longer included
 */
public record AuditFilter(
        @Nullable AuditKind kind,
        @Nullable String actor,
        @Nullable String account,
        @Nullable Source source,
        @Nullable Long fromMicros,
        @Nullable Long toMicros) {

    /** Every entry. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    /**
     * @throws InvalidField when {@code from} is after {@code to}
     */
    public AuditFilter {
        if (fromMicros != null && toMicros != null && fromMicros > toMicros) {
            throw new InvalidField("from", "must not be after to");
        }
    }
}
