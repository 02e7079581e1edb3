package datastream.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Times as Datastream writes and reads them: RFC 3339 with offset on the wire, microseconds since
 * 1970 inside.
 */
public final class Timestamps {

    /** 1970-01-01T00:00:00Z. */
    public static final long EARLIEST_MICROS = 0;

    /** 9999-12-31T23:59:59.999999Z, the last instant of a MySQL DATETIME(6). */
    public static final long LATEST_MICROS = 253_402_300_799_999_999L;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long FARTHEST_SECOND = Long.MAX_VALUE / MICROS_PER_SECOND - 1;

    private static final DateTimeFormatter RFC_3339 =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, true)
                    .appendLiteral('Z')
                    .toFormatter()
                    .withZone(ZoneOffset.UTC);

    /**
     * RFC 3339, section 5.6; java.time's own ISO formats take more, such as a time without seconds.
     */
    private static final DateTimeFormatter STRICT_RFC_3339 =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendValue(ChronoField.YEAR, 4)
                    .appendPattern("-MM-dd'T'HH:mm:ss")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .appendOffset("+HH:MM", "Z")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    /** Digits that java.time does not take; RFC 3339 sets no limit to them. */
    private static final Pattern BEYOND_NANOS = Pattern.compile("(?<=\\.[0-9]{9})[0-9]+");

    private static final int SHORTEST_WITH_NANOS = "2026-11-21T08:00:00.123456789Z".length();

    private Timestamps() {}

    /**
     * Reads an RFC 3339 time such as {@code 2026-11-21T09:00:00.123456+01:00}. Digits beyond the
     * microsecond are cut off.
     *
     * @throws InvalidField for field {@code timestamp} when the text is no such time, lacks the
     *     offset, or lies outside 1970 to 9999. A leap second, 23:59:60, is no such time: the
     *     database cannot hold it.
     */
    public static long parse(String text) {
        try {
            long micros =
                    toMicros(OffsetDateTime.parse(toNanos(text), STRICT_RFC_3339).toInstant());
            check(micros);
            return micros;
        } catch (DateTimeException e) {
            throw InvalidField.of(
                    "timestamp",
                    "must be an RFC 3339 time with offset, as in 2026-11-21T08:00:00.123456Z",
                    text);
        }
    }

    private static String toNanos(String text) {
        return text.length() <= SHORTEST_WITH_NANOS
                ? text
                : BEYOND_NANOS.matcher(text).replaceFirst("");
    }

    /** Writes RFC 3339 in UTC, always with six digits: texts order as their times do. */
    public static String format(long micros) {
        return RFC_3339.format(toInstant(micros));
    }

    /**
     * Cuts off what is finer than a microsecond. An instant farther away than a long can tell, some
     * 290,000 years, becomes one that no {@link #check} lets pass.
     */
    public static long toMicros(Instant instant) {
        long second = Math.clamp(instant.getEpochSecond(), -FARTHEST_SECOND, FARTHEST_SECOND);
        return second * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
    }

    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The same instant as a UTC date and time without zone, as the database keeps it. */
    public static LocalDateTime toUtc(long micros) {
        return LocalDateTime.ofInstant(toInstant(micros), ZoneOffset.UTC);
    }

    public static long fromUtc(LocalDateTime utc) {
        return toMicros(utc.toInstant(ZoneOffset.UTC));
    }

    /**
     * @throws InvalidField outside 1970 to 9999
     */
    public static void check(long micros) {
        if (micros < EARLIEST_MICROS || micros > LATEST_MICROS) {
            throw new InvalidField(
                    "timestamp", "must lie between 1970-01-01T00:00:00Z and 9999-12-31T23:59:59Z");
        }
    }
}
