package datastream.collector.usecase.audit;

import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events that are not written yet. What is alike is counted; of refusals, which anybody can bring
 * about, only some different ones are told one by one in a minute, and the others as a crowd, by
 * kind: so neither memory nor the log grows with a storm, and every event is counted somewhere. Not
 * thread-safe.
 */
final class PendingEvents {

    /** Different refusals of each kind in a minute, so that one kind does not hide another. */
    static final int MOST_REFUSALS = 20;

    /** Different events of any kind that are kept while the database does not take them. */
    static final int MOST = 1_000;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Map<String, Gathered> pending = new LinkedHashMap<>();
    private final Map<AuditKind, Set<String>> refusals = new EnumMap<>(AuditKind.class);
    private long minuteBegan;

    PendingEvents(long nanoTime) {
        minuteBegan = nanoTime;
    }

    /**
     * @param nanoTime now, as {@link System#nanoTime} tells it
     */
    void add(AuditEvent event, long nanoTime) {
        if (nanoTime - minuteBegan >= MINUTE) {
            minuteBegan = nanoTime;
            refusals.clear();
        }
        put(new Gathered(isToldByItself(event) ? event : event.inACrowd(), 1));
    }

    private boolean isToldByItself(AuditEvent event) {
        String alike = event.alike();
        if (event.kind().isRefusal()) {
            Set<String> told = refusals.computeIfAbsent(event.kind(), _ -> new HashSet<>());
            if (!told.contains(alike)) {
                if (told.size() == MOST_REFUSALS) {
                    return false;
                }
                told.add(alike);
            }
        }
        return pending.containsKey(alike) || pending.size() < MOST;
    }

    private void put(Gathered more) {
        pending.merge(more.event().alike(), more, Gathered::plus);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** In the order in which they came in. */
    List<Gathered> takeAll() {
        List<Gathered> all = List.copyOf(pending.values());
        pending.clear();
        return all;
    }

    /** What could not be written, beside what has come in meanwhile. */
    void putBack(List<Gathered> events) {
        for (Gathered more : events) {
            AuditEvent event = more.event();
            boolean room = pending.containsKey(event.alike()) || pending.size() < MOST;
            put(room ? more : new Gathered(event.inACrowd(), more.times()));
        }
    }
}
