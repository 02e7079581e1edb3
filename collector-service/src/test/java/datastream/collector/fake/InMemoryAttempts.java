package datastream.collector.fake;

import datastream.collector.usecase.account.Allowance;
import datastream.collector.usecase.account.AttemptLimits;
import datastream.collector.usecase.account.Attempts;
import datastream.collector.usecase.account.LogInThrottle;
import datastream.security.KeyedDigest;
import datastream.security.TokenSecret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Attempts in a map, with a clock that goes when it is told. Thread-safe. */
public final class InMemoryAttempts implements Attempts {

    private final Map<String, Duration> full = new HashMap<>();
    private Duration now = Duration.ZERO;

    /** One that counts for itself, with a clock that stands. */
    public static LogInThrottle throttle(AttemptLimits limits) {
        return new InMemoryAttempts().throttled(limits);
    }

    /** One that counts here. */
    public LogInThrottle throttled(AttemptLimits limits) {
        TokenSecret secret = new TokenSecret("0123456789abcdef0123456789abcdef");
        return new LogInThrottle(this, new KeyedDigest(secret, "test"), limits);
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    /** Rows that a table would have. */
    public synchronized int size() {
        return full.size();
    }

    @Override
    public synchronized Duration take(List<Counter> counters) {
        Duration pause = Duration.ZERO;
        for (Counter counter : counters) {
            Duration each = counter.allowance().each();
            Duration most = each.multipliedBy(counter.allowance().atOnce());
            Duration wait = from(counter).plus(each).minus(now).minus(most);
            pause = wait.compareTo(pause) > 0 ? wait : pause;
        }
        if (pause.isZero()) {
            counters.forEach(c -> full.put(c.id(), from(c).plus(c.allowance().each())));
        }
        return pause;
    }

    private Duration from(Counter counter) {
        Duration at = full.getOrDefault(counter.id(), now);
        Allowance allowance = counter.allowance();
        Duration furthest =
                now.plus(allowance.each().multipliedBy(allowance.atOnce())).plusSeconds(1);
        return at.compareTo(now) > 0 && at.compareTo(furthest) <= 0 ? at : now;
    }

    @Override
    public synchronized void giveBack(List<Counter> counters) {
        counters.forEach(
                c -> full.computeIfPresent(c.id(), (_, at) -> at.minus(c.allowance().each())));
    }

    @Override
    public synchronized void remember(String id, Duration time) {
        full.put(id, now.plus(time));
    }

    @Override
    public synchronized boolean isRemembered(String id) {
        return full.getOrDefault(id, now).compareTo(now) > 0;
    }

    @Override
    public synchronized int forget(int most) {
        List<String> old =
                full.keySet().stream()
                        .filter(id -> full.get(id).compareTo(now) < 0)
                        .limit(most)
                        .toList();
        old.forEach(full::remove);
        return old.size();
    }
}
