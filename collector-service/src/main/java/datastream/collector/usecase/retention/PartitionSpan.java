package datastream.collector.usecase.retention;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Stream;

/** How much time one partition of readings covers, in UTC. */
enum PartitionSpan {
    /** Made some days ahead, so that a round that could do nothing does no harm. */
    DAY(10),
    /** From Monday on. */
    WEEK(3),
    /** Made for the next month at least. */
    MONTH(2);

    private final int ahead;

    PartitionSpan(int ahead) {
        this.ahead = ahead;
    }

    /** Where the span begins that an instant is in. */
    Instant startOf(Instant instant) {
        return start(firstDay(instant));
    }

    /** Where the next spans after an instant begin, as many as are made ahead. */
    List<Instant> startsAfter(Instant instant) {
        return Stream.iterate(next(firstDay(instant)), this::next)
                .limit(ahead)
                .map(PartitionSpan::start)
                .toList();
    }

    private LocalDate firstDay(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    private LocalDate next(LocalDate first) {
        return switch (this) {
            case DAY -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
        };
    }

    private static Instant start(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
