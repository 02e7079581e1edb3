package datastream.collector.usecase.ingest;

import datastream.collector.domain.Quarantined;
import datastream.collector.domain.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what is to be quarantined into few transactions, beside the lanes of the good readings: a
 * flood of bad ones does not hold these up.
 */
final class QuarantineLane implements Lane.Work<QuarantineLane.Entries> {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineLane.class);
    private static final int MOST_ROWS = 500;

    private final Quarantine quarantine;
    private final Persistence persistence = new Persistence("Bad readings");
    private final Lane<Entries> lane = new Lane<>("quarantine", MOST_ROWS, this);

    QuarantineLane(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** What one submission brings. */
    record Entries(List<Quarantined> entries, CompletableFuture<Void> kept) implements Lane.Item {

        @Override
        public int rows() {
            return entries.size();
        }

        @Override
        public void fail() {
            kept.completeExceptionally(
                    new StoreUnavailable("The collector stopped before it could store this"));
        }
    }

    Lane<Entries> lane() {
        return lane;
    }

    /** Completes when the entries have been committed; what follows must not block. */
    CompletableFuture<Void> keep(List<Quarantined> rows) {
        if (rows.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Entries entries = new Entries(rows, new CompletableFuture<>());
        lane.add(entries);
        return entries.kept();
    }

    @Override
    public void store(List<Entries> items) throws InterruptedException {
        List<Quarantined> rows = new ArrayList<>();
        items.forEach(item -> rows.addAll(item.entries()));
        for (int start = 0; start < rows.size(); start += MOST_ROWS) {
            keepNow(rows.subList(start, Math.min(start + MOST_ROWS, rows.size())));
        }
        items.forEach(item -> item.kept().complete(null));
    }

    private void keepNow(List<Quarantined> rows) throws InterruptedException {
        try {
            persistence.untilCommitted(() -> {
                quarantine.keep(rows);
                return true;
            });
        } catch (BatchRefused e) {
            if (rows.size() == 1) {
                // Its sender is told all the same; there is no place behind this one. Not the log
                // either: what anybody may send could forge lines there.
                LOG.error(
                        "A bad reading over {} ({}) could not be kept in quarantine",
                        rows.getFirst().door(),
                        rows.getFirst().reason(),
                        e);
            } else {
                int half = rows.size() / 2;
                keepNow(rows.subList(0, half));
                keepNow(rows.subList(half, rows.size()));
            }
        }
    }
}
