package datastream.collector.usecase.quarantine;

import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineEntry;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Ingestion;
import datastream.reading.IngestOutcome;
import datastream.reading.InvalidField;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hands what is in quarantine in again. An entry is deleted only after its reading has committed,
 * or is found to be stored already; a crash in between leaves the entry, and the next try finds a
 * duplicate. An entry that is still bad stays, with what is wrong now. Thread-safe; blocks.
 */
public final class RedriveQuarantined {

    /** The most entries that one call tries. */
    public static final int MOST = 10_000;

    private static final int PORTION = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final QuarantineStore store;
    private final IngestReadings ingest;
    private final ReadingDecoder decoder;

    public RedriveQuarantined(
            QuarantineStore store, IngestReadings ingest, ReadingDecoder decoder) {
        this.store = store;
        this.ingest = ingest;
        this.decoder = decoder;
    }

    /**
     * Tries one entry again as it is.
     *
     * @param entry one that {@link QuarantineEntry#isReading is a reading}
     * @throws StoreUnavailable when it is not known to be stored; trying again is safe
     */
    public IngestOutcome redrive(QuarantineEntry entry) throws InterruptedException {
        Submission.Builder submission = new Submission.Builder();
        add(submission, entry);
        return redrive(entry, submission.build());
    }

    /**
     * Stores a corrected reading in place of an entry. A correction that breaks a rule is answered
     * and not kept: whoever made it has it in hand.
     *
     * @param correction a submission of one
     * @throws StoreUnavailable when it is not known to be stored; trying again is safe
     */
    public IngestOutcome correct(QuarantineEntry entry, Submission correction)
            throws InterruptedException {
        return correction.bad().isEmpty()
                ? redrive(entry, correction)
                : new IngestOutcome(0, 0, correction.rejections());
    }

    private IngestOutcome redrive(QuarantineEntry entry, Submission submission)
            throws InterruptedException {
        IngestOutcome outcome = settle(submission, entry.latest().content().length());
        if (outcome.anythingStored()) {
            store.delete(List.of(entry.id()));
        }
        return outcome;
    }

    /**
     * Tries entries again as they are, those first that came in longest ago, at most {@link #MOST}.
     * Those still bad have then come in last: with an end of its time range a filter meets none of
     * them twice.
     *
     * @throws StoreUnavailable when the rest could not be stored now; calling again is safe
     */
    public Redriven redrive(QuarantineFilter filter) throws InterruptedException {
        QuarantineFilter readings = filter.thatAreReadings();
        long matching = store.count(readings);
        List<Long> ids = store.ids(readings, new Page(MOST, 0, Page.Order.ASC));
        Redriven all = new Redriven(0, 0, 0, Math.max(0, matching - ids.size()));
        for (int start = 0; start < ids.size(); start += PORTION) {
            List<Long> portion = ids.subList(start, Math.min(start + PORTION, ids.size()));
            all = plus(all, redriveAll(store.get(portion)));
        }
        return all;
    }

    private IngestOutcome redriveAll(List<QuarantineEntry> entries) throws InterruptedException {
        if (entries.isEmpty()) {
            return new IngestOutcome(0, 0, List.of());
        }
        Submission.Builder submission = new Submission.Builder(entries.size());
        long length = 0;
        for (QuarantineEntry entry : entries) {
            add(submission, entry);
            length += entry.latest().content().length();
        }
        IngestOutcome outcome = settle(submission.build(), length);
        store.delete(stored(entries, outcome));
        return outcome;
    }

    /** With its content letter by letter: what is refused again must be known as the same entry. */
    private void add(Submission.Builder submission, QuarantineEntry entry) {
        String content = entry.latest().content();
        Submission one = decoder.decode(content);
        one.readings().forEach(reading -> submission.accept(reading, content));
        for (Rejection rejection : one.rejections()) {
            submission.reject(new InvalidField(rejection.field(), rejection.message()), content);
        }
    }

    private static List<Long> stored(List<QuarantineEntry> entries, IngestOutcome outcome) {
        Set<Long> bad =
                outcome.rejections().stream().map(Rejection::index).collect(Collectors.toSet());
        return IntStream.range(0, entries.size())
                .filter(i -> !bad.contains((long) i))
                .mapToObj(i -> entries.get(i).id())
                .toList();
    }

    private static Redriven plus(Redriven all, IngestOutcome more) {
        return new Redriven(
                all.stored() + more.committed(),
                all.duplicates() + more.duplicates(),
                all.stillBad() + more.rejections().size(),
                all.left());
    }

    private IngestOutcome settle(Submission submission, long bytes) throws InterruptedException {
        Ingestion ingestion = ingest.ingest(Door.REDRIVE, submission, bytes);
        try {
            await(ingestion.admitted());
            return await(ingestion.outcome());
        } catch (TimeoutException e) {
            ingestion.withdraw();
            throw new StoreUnavailable("What is tried again is not stored in time", e);
        } catch (ExecutionException e) {
            throw new StoreUnavailable("What is tried again could not be stored", e);
        }
    }

    private static <T> T await(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
