package datastream.collector.adapter.http;

import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code from}, {@code to} and {@code duration} of a query as a range of time.
 *
 * <p>{@code duration} with {@code from} ends the range that much later, with {@code to} it begins
 * that much earlier, and alone it means the time until now.
 *
 * @param fromMicros first instant that is included, or null
 * @param toMicros first instant that is not, or null
 */
record TimeRangeParameters(@Nullable Long fromMicros, @Nullable Long toMicros) {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");

    /**
     * @throws InvalidField naming the parameter that cannot be read, or does not go with the others
     */
    static TimeRangeParameters of(QueryParameters query, Clock clock) {
        Long from = time(query, "from");
        Long to = time(query, "to");
        Long duration = duration(query, "duration");
        if (duration == null) {
            return new TimeRangeParameters(from, to);
        }
        if (from != null && to != null) {
            throw new InvalidField("duration", "cannot go with both from and to");
        }
        if (from != null) {
            return new TimeRangeParameters(from, later(from, duration));
        }
        long end = to == null ? Timestamps.toMicros(clock.instant()) : to;
        return new TimeRangeParameters(earlier(end, duration), end);
    }

    private static @Nullable Long time(QueryParameters query, String name) {
        String text = query.text(name);
        if (text == null) {
            return null;
        }
        try {
            return Timestamps.parse(text);
        } catch (InvalidField e) {
            String hint = text.contains(" ") ? " (a + must be written %2B in a URL)" : "";
            throw new InvalidField(name, e.rule() + hint);
        }
    }

    /**
     * A time span in microseconds, more than 0; null when it is absent.
     *
     * @throws InvalidField when it cannot be read
     */
    static @Nullable Long duration(QueryParameters query, String name) {
        String text = query.text(name);
        if (text == null) {
            return null;
        }
        try {
            Duration duration = parse(text);
            if (duration.isPositive()) {
                return Math.max(
                        1,
                        Math.multiplyExact(duration.toSeconds(), 1_000_000L)
                                + duration.toNanosPart() / 1_000);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Said below.
        }
        throw InvalidField.of(
                name, "must be a time span above 0 such as 15m, 12h, 7d or PT15M", text);
    }

    /**
     * Reads a time span of any length and sign.
     *
     * @throws DateTimeException when it is none
     * @throws ArithmeticException when it is too long
     */
    static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static long later(long micros, long duration) {
        return duration > Timestamps.LATEST_MICROS - micros
                ? Timestamps.LATEST_MICROS
                : micros + duration;
    }

    private static long earlier(long micros, long duration) {
        return duration > micros ? Timestamps.EARLIEST_MICROS : micros - duration;
    }
}
