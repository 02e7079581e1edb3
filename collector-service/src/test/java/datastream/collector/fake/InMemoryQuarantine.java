package datastream.collector.fake;

import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineEntry;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchRefused;
import datastream.collector.usecase.ingest.Quarantine;
import datastream.collector.usecase.quarantine.QuarantineStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A quarantine in memory, with a handle to make it fail. */
public final class InMemoryQuarantine implements Quarantine, QuarantineStore {

    private static final Comparator<QuarantineEntry> BY_TIME =
            Comparator.<QuarantineEntry>comparingLong(entry -> entry.latest().receivedMicros())
                    .thenComparingLong(QuarantineEntry::id);

    private final TreeMap<Long, QuarantineEntry> entries = new TreeMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private long lastId;
    private boolean failing;
    private @Nullable String refused;

    @Override
    public synchronized void keep(List<Quarantined> more) {
        if (failing) {
            throw new StoreUnavailable("told to fail");
        }
        if (more.stream().anyMatch(sent -> sent.content().equals(refused))) {
            throw new BatchRefused("told to refuse", new IllegalArgumentException());
        }
        more.forEach(this::keep);
    }

    private void keep(Quarantined sent) {
        QuarantineEntry known = entries.get(ids.getOrDefault(contentOf(sent), 0L));
        QuarantineEntry now =
                known == null
                        ? new QuarantineEntry(++lastId, sent, 1, sent.receivedMicros())
                        : again(known, sent);
        entries.put(now.id(), now);
        ids.put(contentOf(sent), now.id());
    }

    private static String contentOf(Quarantined sent) {
        return sent.whole() + sent.content();
    }

    private static QuarantineEntry again(QuarantineEntry known, Quarantined sent) {
        Quarantined latest =
                new Quarantined(
                        known.latest().door(),
                        sent.reason(),
                        sent.field(),
                        sent.message(),
                        sent.content(),
                        sent.whole(),
                        Math.max(known.latest().receivedMicros(), sent.receivedMicros()));
        return new QuarantineEntry(
                known.id(), latest, known.times() + 1, known.firstReceivedMicros());
    }

    @Override
    public synchronized List<Long> ids(QuarantineFilter filter, Page page) {
        Comparator<QuarantineEntry> order =
                page.order() == Page.Order.ASC ? BY_TIME : BY_TIME.reversed();
        return matching(filter)
                .sorted(order)
                .skip(page.offset())
                .limit(page.limit())
                .map(QuarantineEntry::id)
                .toList();
    }

    @Override
    public synchronized List<QuarantineEntry> get(List<Long> ids) {
        return ids.stream().map(entries::get).filter(Objects::nonNull).toList();
    }

    @Override
    public synchronized long count(QuarantineFilter filter) {
        return matching(filter).count();
    }

    @Override
    public synchronized int delete(List<Long> ids) {
        int before = entries.size();
        ids.forEach(entries::remove);
        return before - entries.size();
    }

    @Override
    public synchronized int deleteOldest(QuarantineFilter filter, int most) {
        return delete(ids(filter, new Page(most, 0, Page.Order.ASC)));
    }

    @Override
    public synchronized Long timeOfNewest(long place) {
        List<QuarantineEntry> newestFirst =
                entries.values().stream().sorted(BY_TIME.reversed()).toList();
        return place > newestFirst.size()
                ? null
                : newestFirst.get((int) place - 1).latest().receivedMicros();
    }

    /** Refuses every batch with this content in it. */
    public synchronized void refuse(String content) {
        refused = content;
    }

    public synchronized void fail(boolean fail) {
        failing = fail;
    }

    /** What is kept, in the order in which it first came in. */
    public synchronized List<Quarantined> all() {
        return entries.values().stream().map(QuarantineEntry::latest).toList();
    }

    private Stream<QuarantineEntry> matching(QuarantineFilter filter) {
        return entries.values().stream().filter(entry -> matches(filter, entry));
    }

    private static boolean matches(QuarantineFilter filter, QuarantineEntry entry) {
        Quarantined latest = entry.latest();
        long micros = latest.receivedMicros();
        return (filter.door() == null || filter.door() == latest.door())
                && (filter.reason() == null || filter.reason() == latest.reason())
                && (!filter.readingsOnly() || entry.isReading())
                && (filter.fromMicros() == null || micros >= filter.fromMicros())
                && (filter.toMicros() == null || micros < filter.toMicros());
    }
}
