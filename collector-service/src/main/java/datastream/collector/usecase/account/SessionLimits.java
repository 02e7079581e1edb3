package datastream.collector.usecase.account;

import java.time.Duration;

/**
 * How long a session may last, and how many there may be.
 *
 * @param idle without being continued
 * @param longest from the log-in on, however often it is continued
 * @param most of one account at a time, at least 1
 */
public record SessionLimits(Duration idle, Duration longest, int most) {

    public static final SessionLimits USUAL =
            new SessionLimits(Duration.ofDays(7), Duration.ofDays(30), 20);
}
