package datastream.embedded;

import java.time.Duration;

/**
 * What the embedded broker keeps for a client.
 *
 * @param longest how long its session stays without it, at most; zero for no longer than its
 *     connection
 * @param mostMessages that wait for it in its session, at least 1; what comes when there are so
 *     many is dropped
 */
public record SessionBounds(Duration longest, int mostMessages) {

    /** For those who send again what is not answered. */
    public static final SessionBounds WHILE_CONNECTED = new SessionBounds(Duration.ZERO, 1_000);

    /**
     * @throws IllegalArgumentException when there can be none such
     */
    public SessionBounds {
        if (longest.isNegative() || mostMessages < 1) {
            throw new IllegalArgumentException(
                    "A session of %s with %d messages".formatted(longest, mostMessages));
        }
    }
}
