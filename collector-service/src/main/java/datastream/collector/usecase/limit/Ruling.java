package datastream.collector.usecase.limit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Whether a request may go on.
 *
 * @param passed whether it may
 * @param remaining how many more may follow at once, as far as is known
 * @param next after what time one more may follow, above 0
 */
public record Ruling(boolean passed, long remaining, Duration next) {

    static Ruling passed(long remaining, RequestLimit limit) {
        return new Ruling(true, remaining, Duration.of(limit.eachMicros(), ChronoUnit.MICROS));
    }

    static Ruling refused(long micros) {
        return new Ruling(false, 0, Duration.of(Math.max(1, micros), ChronoUnit.MICROS));
    }
}
