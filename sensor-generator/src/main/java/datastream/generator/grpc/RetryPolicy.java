package datastream.generator.grpc;

import java.time.Duration;

/**
 * When a stream is given up, and when the next is tried.
 *
 * @param first wait after the first failure; each further one doubles it
 * @param longest the most that a wait grows to
 * @param answerWithin a stream is given up when nothing is acknowledged for so long although
 *     readings are outstanding, lest one that was forgotten be silent for ever. Long: a dead
 *     connection is told by its pings, and a collector whose database is away holds its
 *     acknowledgements back; a new stream would only bring it copies
 */
record RetryPolicy(Duration first, Duration longest, Duration answerWithin) {

    static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(10));
}
