package datastream.collector.usecase.audit;

import datastream.collector.domain.audit.AuditEvent;
import java.time.Duration;
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

    /** Different refusals in a minute. */
    static final int MOST_REFUSALS = 60;

    /** Different events of any kind that are kept while the database does not take them. */
    static final int MOST = 1_000;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Map<String, Gathered> pending = new LinkedHashMap<>();
    private final Set<String> refusals = new HashSet<>();
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
        if (event.kind().isRefusal() && !refusals.contains(alike)) {
            if (refusals.size() == MOST_REFUSALS) {
                return false;
            }
            refusals.add(alike);
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
