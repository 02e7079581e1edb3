package datastream.collector.adapter.http;

import datastream.collector.domain.Page;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditFilter;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request that asks for entries of the audit log. */
record AuditParameters(AuditFilter filter, Page page) {

    private static final int MOST = 1_000;

    private static final Set<String> KNOWN =
            Set.of(
                    "kind",
                    "actor",
                    "account",
                    "source",
                    "from",
                    "to",
                    "duration",
                    "limit",
                    "offset");

    /**
     * @throws InvalidField naming the parameter that cannot be read, or does not go with the others
     */
    static AuditParameters of(Context ctx, Clock clock) {
        QueryParameters query = QueryParameters.of(ctx, KNOWN);
        TimeRangeParameters range = TimeRangeParameters.of(query, clock);
        return new AuditParameters(
                new AuditFilter(
                        kind(query),
                        name(query, "actor"),
                        name(query, "account"),
                        source(query),
                        range.fromMicros(),
                        range.toMicros()),
                new Page(
                        query.integerOr("limit", Page.USUAL, 1, MOST),
                        ReadingParameters.offset(query),
                        Page.Order.DESC));
    }

    private static @Nullable AuditKind kind(QueryParameters query) {
        String text = query.text("kind");
        if (text == null) {
            return null;
        }
        try {
            return AuditKind.fromWireName(text);
        } catch (IllegalArgumentException e) {
            throw InvalidField.of("kind", "must be one of " + AuditKind.wireNames(), text);
        }
    }

    private static @Nullable String name(QueryParameters query, String parameter) {
        String text = query.text(parameter);
        if (text != null && (text.isEmpty() || text.length() > AuditEvent.LONGEST_NAME)) {
            throw new InvalidField(
                    parameter, "must have 1 to " + AuditEvent.LONGEST_NAME + " characters");
        }
        return text;
    }

    private static @Nullable Source source(QueryParameters query) {
        String text = query.text("source");
        try {
            return text == null ? null : Source.of(text);
        } catch (IllegalArgumentException e) {
            throw InvalidField.of("source", "must be an IPv4 or IPv6 address", text);
        }
    }
}
