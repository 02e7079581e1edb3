package datastream.collector.usecase.rollup;

import datastream.collector.usecase.Rounds;
import java.time.Duration;

/**
 * Keeps the summaries up to date, on a thread of its own. After each round it rests four times as
 * long as that took, so that ingest has the rest of the time, and five seconds once nothing is
 * left. Any number of collectors may do so at once. Thread-safe.
 */
public final class KeepSummaries implements AutoCloseable {

    private static final Duration IDLE_REST = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofMillis(2_500);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final int SHARE = 4;

    private final SummaryStore store;
    private final Rounds rounds = new Rounds("summaries", this::round, END);

    public KeepSummaries(SummaryStore store) {
        this.store = store;
    }

    public void start() {
        rounds.start();
    }

    private Duration round() {
        long start = System.nanoTime();
        boolean made =
                rounds.isThereMore(
                        store::make, "Summaries could not be made; aggregates are right, but slow");
        if (!made) {
            return IDLE_REST;
        }
        Duration rest = Duration.ofNanos(System.nanoTime() - start).multipliedBy(SHARE);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    /** Lets the transaction that is going on end. */
    @Override
    public void close() {
        rounds.close();
    }
}
