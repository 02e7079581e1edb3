package datastream.collector.fake;

import datastream.collector.usecase.limit.Buckets;
import datastream.collector.usecase.limit.RequestLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Buckets in a map, with a clock that goes when it is told. Thread-safe. */
public final class InMemoryBuckets implements Buckets {

    private final Map<String, Long> fullAt = new HashMap<>();
    private long now;
    private int questions;

    public synchronized void pass(Duration time) {
        now += time.toNanos() / 1_000;
    }

    /** Its clock. */
    public synchronized long micros() {
        return now;
    }

    /** How often anybody has taken, or tried to. */
    public synchronized int questions() {
        return questions;
    }

    @Override
    public synchronized Lease take(String id, RequestLimit limit, int most) {
        questions++;
        long full = Math.max(now, fullAt.getOrDefault(id, now));
        if (full > now + limit.wholeMicros() + 60_000_000) {
            full = now;
        }
        long room = now + limit.wholeMicros() - full;
        int tokens = (int) Math.min(most, room / limit.eachMicros());
        fullAt.put(id, full + tokens * limit.eachMicros());
        return new Lease(full - now, tokens);
    }

    @Override
    public synchronized int forget(int most) {
        List<String> full =
                fullAt.keySet().stream().filter(id -> fullAt.get(id) < now).limit(most).toList();
        full.forEach(fullAt::remove);
        return full.size();
    }
}
