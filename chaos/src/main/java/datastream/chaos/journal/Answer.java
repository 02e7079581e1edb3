package datastream.chaos.journal;

/**
 * The fate of one request over HTTP.
 *
 * @param kind how it ended
 * @param readings how many it carried
 * @param startedMillis when it began, by the wall clock, in milliseconds since 1970
 * @param startedNanos when it began, by {@link System#nanoTime}; on Linux all processes of a
 *     machine share that clock
 * @param endedNanos when it ended, by the same clock
 */
public record Answer(
        AnswerKind kind, int readings, long startedMillis, long startedNanos, long endedNanos) {}
