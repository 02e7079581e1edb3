package datastream.chaos.scenario;

import datastream.chaos.journal.Answer;
import datastream.chaos.journal.AnswerKind;
import java.time.Duration;

/**
 * A collector's way from SIGTERM to its end: every HTTP request that it had begun must be answered.
 *
 * @param httpPort where senders reached it over HTTP
 * @param askedNanos when it was told to stop, by {@link System#nanoTime}, which all processes of
 *     one machine share
 */
record Drain(int httpPort, long askedNanos) {

    /**
     * A request needs a moment from its sender to the collector, on a busy machine a long one;
     * before, nobody could know.
     */
    static final Duration ON_ITS_WAY = Duration.ofMillis(150);

    /** Whether this request had begun before the signal, and was not answered for good. */
    boolean broke(Answer answer) {
        return answer.startedNanos() < askedNanos - ON_ITS_WAY.toNanos()
                && answer.endedNanos() > askedNanos
                && answer.kind() != AnswerKind.OK;
    }

    /** A request that {@link #broke}, for people. */
    String tell(Answer answer) {
        return "%s, begun %d ms before and ended %d ms after"
                .formatted(
                        answer.kind(),
                        Duration.ofNanos(askedNanos - answer.startedNanos()).toMillis(),
                        Duration.ofNanos(answer.endedNanos() - askedNanos).toMillis());
    }
}
