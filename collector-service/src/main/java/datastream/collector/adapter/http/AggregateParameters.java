package datastream.collector.adapter.http;

import datastream.collector.domain.aggregate.AggregateFunction;
import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.domain.aggregate.Fill;
import datastream.collector.domain.aggregate.Grouping;
import datastream.http.BearerGuard;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request for aggregates.
 *
 * @param asked what it means
 * @param bucket as it was given, or null
 * @param timeZone whose calendar counts
 * @param groupBy as it was given
 */
record AggregateParameters(
        Aggregation asked, @Nullable String bucket, String timeZone, List<String> groupBy) {

    private static final Set<String> OWN =
            Set.of("bucket", "time_zone", "functions", "group_by", "fill");

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private static final List<String> GROUPS = List.of("sensor", "sensor_type", "id1");

    /** Beyond it, nanoseconds would not fit into a long. */
    private static final Duration LONGEST = Duration.ofDays(100_000);

    /**
     * @throws InvalidField naming the parameter that cannot be read, or does not go with the others
     */
    static AggregateParameters of(Context ctx, Clock clock) {
        QueryParameters query = ReadingParameters.ofFilter(ctx, OWN);
        List<String> groupBy = list(query, "group_by", GROUPS);
        Aggregation asked =
                new Aggregation(
                        ReadingParameters.readings(
                                query,
                                TimeRangeParameters.of(query, clock),
                                BearerGuard.scope(ctx)),
                        bucket(query),
                        functions(query),
                        grouping(groupBy),
                        fill(query));
        String zone = query.text("time_zone");
        return new AggregateParameters(
                asked, query.text("bucket"), zone == null ? "UTC" : zone, groupBy);
    }

    private static Bucket bucket(QueryParameters query) {
        String text = query.text("bucket");
        ZoneId zone = zone(query);
        for (Bucket.Calendar.Unit unit : Bucket.Calendar.Unit.values()) {
            if (unit.name().toLowerCase(Locale.ROOT).equals(text)) {
                return new Bucket.Calendar(unit, zone == null ? ZoneOffset.UTC : zone);
            }
        }
        if (zone != null) {
            throw new InvalidField(
                    "time_zone", "goes only with a bucket of day, week, month or year");
        }
        return text == null ? new Bucket.Whole() : new Bucket.Fixed(widthMicros(text));
    }

    /** Whole microseconds. */
    private static long widthMicros(String text) {
        try {
            Duration width = TimeRangeParameters.parse(text);
            long nanos = width.compareTo(LONGEST) > 0 ? 0 : width.toNanos();
            if (nanos % 1_000 == 0
                    && nanos / 1_000 >= Bucket.Fixed.LEAST_MICROS
                    && nanos / 1_000 <= Bucket.Fixed.MOST_MICROS) {
                return nanos / 1_000;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Said below.
        }
        throw InvalidField.of(
                "bucket",
                "must be a width from 1s to 1d, such as 15m or PT15M, or day, week, month or year",
                text);
    }

    private static @Nullable ZoneId zone(QueryParameters query) {
        String text = query.text("time_zone");
        if (text == null) {
            return null;
        }
        if (!ZONES.contains(text)) {
            throw InvalidField.of(
                    "time_zone",
                    "must be a time zone of the IANA database, such as Europe/Berlin",
                    text);
        }
        return ZoneId.of(text);
    }

    private static List<AggregateFunction> functions(QueryParameters query) {
        if (query.text("functions") == null) {
            return AggregateFunction.USUAL;
        }
        List<String> known =
                Arrays.stream(AggregateFunction.values()).map(AggregateFunction::wireName).toList();
        return list(query, "functions", known).stream()
                .map(name -> AggregateFunction.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static Grouping grouping(List<String> groupBy) {
        boolean sensor = groupBy.contains("sensor");
        return new Grouping(
                sensor || groupBy.contains("sensor_type"),
                sensor || groupBy.contains("id1"),
                sensor);
    }

    private static Fill fill(QueryParameters query) {
        String text = query.text("fill");
        return switch (text == null ? "none" : text) {
            case "none" -> Fill.NONE;
            case "null" -> Fill.NULL;
            case "previous" -> Fill.PREVIOUS;
            default ->
                    throw InvalidField.of(
                            "fill", "must be none, null or previous", String.valueOf(text));
        };
    }

    private static List<String> list(QueryParameters query, String name, List<String> known) {
        List<String> given = query.texts(name);
        Set<String> seen = new HashSet<>();
        for (String value : given) {
            if (!known.contains(value)) {
                throw InvalidField.of(name, "must be of " + String.join(", ", known), value);
            }
            if (!seen.add(value)) {
                throw InvalidField.of(name, "must name each once", value);
            }
        }
        return given;
    }
}
