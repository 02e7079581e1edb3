package datastream.collector.adapter.http;

import datastream.collector.domain.quality.QualityRules;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Set;

/**
 * The query of a request about quality.
 *
 * @param fromMicros first instant that is looked at; a day before the end unless it is said
 * @param toMicros first instant that is not; now unless it is said
 */
record QualityParameters(long fromMicros, long toMicros, QualityRules rules) {

    private static final Set<String> KNOWN =
            Set.of("from", "to", "duration", "interval", "min", "max", "stuck_after", "spike");

    private static final long DAY = 86_400_000_000L;

    /**
     * @throws InvalidField naming the parameter that cannot be read, or does not go with the others
     */
    static QualityParameters of(Context ctx, Clock clock) {
        QueryParameters query = QueryParameters.of(ctx, KNOWN);
        TimeRangeParameters range = TimeRangeParameters.of(query, clock);
        Long given = range.toMicros();
        long to = given == null ? Timestamps.toMicros(clock.instant()) : given;
        Long from = range.fromMicros();
        if (from == null) {
            from = Math.max(Timestamps.EARLIEST_MICROS, to - DAY);
        }
        if (from > to) {
            throw new InvalidField("from", "must not be after to, which is now unless it is said");
        }
        return new QualityParameters(from, to, rules(query));
    }

    private static QualityRules rules(QueryParameters query) {
        Double spike = query.number("spike");
        return new QualityRules(
                TimeRangeParameters.duration(query, "interval"),
                query.number("min"),
                query.number("max"),
                query.integerOr(
                        "stuck_after", QualityRules.USUAL_STUCK, 2, QualityRules.MOST_STUCK),
                spike == null ? QualityRules.USUAL_SPIKE : spike);
    }
}
