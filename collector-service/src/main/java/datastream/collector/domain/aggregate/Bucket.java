package datastream.collector.domain.aggregate;

import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * How time is divided: without gaps, each instant into one bucket, which holds its start but not
 * its end.
 */
public sealed interface Bucket {

    /** Start of the bucket that an instant lies in; microseconds since 1970, maybe before that. */
    long startOf(long micros);

    /**
     * Start of the bucket behind another one.
     *
     * @param start of that one
     */
    long next(long start);

    /** All of time. */
    record Whole() implements Bucket {

        @Override
        public long startOf(long micros) {
            return Timestamps.EARLIEST_MICROS;
        }

        @Override
        public long next(long start) {
            return Timestamps.LATEST_MICROS + 1;
        }
    }

    /**
     * Buckets of one width, counted from the beginning of 1970 in UTC.
     *
     * @param widthMicros microseconds, from a second to a day
     */
    record Fixed(long widthMicros) implements Bucket {

        public static final long LEAST_MICROS = 1_000_000;
        public static final long MOST_MICROS = 86_400 * LEAST_MICROS;

        /**
         * @throws InvalidField for field {@code bucket} when it is narrower or wider
         */
        public Fixed {
            if (widthMicros < LEAST_MICROS || widthMicros > MOST_MICROS) {
                throw new InvalidField("bucket", "must be 1 s to 1 d wide");
            }
        }

        @Override
        public long startOf(long micros) {
            return micros - Math.floorMod(micros, widthMicros);
        }

        @Override
        public long next(long start) {
            return start + widthMicros;
        }
    }

    /**
     * The calendar of a time zone. A day begins when its date is first shown: it has 23 or 25 hours
     * where clocks are changed, and of an hour that is shown twice around midnight all but the
     * first minutes may belong to the new day.
     *
     * @param unit what a bucket is
     * @param zone whose clocks count
     */
    record Calendar(Unit unit, ZoneId zone) implements Bucket {

        /** Units of the ISO calendar. */
        public enum Unit {
            DAY,
            /** From Monday. */
            WEEK,
            MONTH,
            YEAR
        }

        @Override
        public long startOf(long micros) {
            LocalDate shown = LocalDate.ofInstant(Timestamps.toInstant(micros), zone);
            long start = begin(first(shown));
            // Clocks that are set back over midnight show the day before once more.
            for (long next = next(start); next <= micros; next = next(next)) {
                start = next;
            }
            return start;
        }

        @Override
        public long next(long start) {
            LocalDate first = first(LocalDate.ofInstant(Timestamps.toInstant(start), zone));
            return begin(
                    switch (unit) {
                        case DAY -> first.plusDays(1);
                        case WEEK -> first.plusWeeks(1);
                        case MONTH -> first.plusMonths(1);
                        case YEAR -> first.plusYears(1);
                    });
        }

        private LocalDate first(LocalDate day) {
            return switch (unit) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
                case YEAR -> day.withDayOfYear(1);
            };
        }

        private long begin(LocalDate day) {
            return Timestamps.toMicros(day.atStartOfDay(zone).toInstant());
        }
    }
}
