package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.account.Allowance;
import datastream.collector.usecase.account.Attempts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Attempts in the table attempt. Of each counter only the instant is kept at which all is allowed
 * again, had nothing more been tried: every attempt moves it on by the time after which one comes
 * back, and none may move it further ahead than all of them together (a token bucket as one column,
 * the generic cell rate algorithm of ITU-T I.371). Rows are locked in the order of their keys.
 * Thread-safe.
 */
public final class MySqlAttempts implements Attempts {

    /** Further ahead than this, when all has been tried, nobody has moved it: the clock has. */
    private static final long ASTRAY_MICROS = micros(Duration.ofSeconds(1));

    private static final String LOOK =
            """
            SELECT id, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), full_at) FROM attempt
            WHERE id IN (<ids>)
            """;

    private static final String LOOK_AND_HOLD = LOOK + "FOR UPDATE";

    private static final String HOLD =
            """
            INSERT INTO attempt (id, full_at) VALUES (:id, UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE full_at = full_at
            """;

    private static final String TAKE =
            """
            UPDATE attempt
            SET full_at = INTERVAL :micros MICROSECOND +
                IF(full_at > UTC_TIMESTAMP(6) + INTERVAL :furthest MICROSECOND, UTC_TIMESTAMP(6),
                    GREATEST(full_at, UTC_TIMESTAMP(6)))
            WHERE id = :id
            """;

    private static final String GIVE_BACK =
            "UPDATE attempt SET full_at = full_at - INTERVAL :micros MICROSECOND WHERE id = :id";

    private static final String REMEMBER =
            """
            INSERT INTO attempt (id, full_at)
            VALUES (:id, UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND)
            ON DUPLICATE KEY UPDATE full_at = VALUES(full_at)
            """;

    private static final String IS_REMEMBERED =
            "SELECT EXISTS (SELECT 1 FROM attempt WHERE id = :id AND full_at > UTC_TIMESTAMP(6))";

    private static final String FORGET =
            "DELETE FROM attempt WHERE full_at < UTC_TIMESTAMP(6) ORDER BY full_at LIMIT :most";

    private final Queries queries;

    public MySqlAttempts(Database database) {
        queries = database.accounts();
    }

    /** Looks first: who is refused, in a storm, neither waits for a lock nor writes a row. */
    @Override
    public Duration take(List<Counter> counters) {
        Duration pause = queries.run(handle -> pause(handle, LOOK, counters));
        return pause.isPositive()
                ? pause
                : queries.transact(handle -> takeNow(handle, inOrder(counters)));
    }

    private static Duration takeNow(Handle handle, List<Counter> counters) {
        counters.forEach(counter -> handle.createUpdate(HOLD).bind("id", counter.id()).execute());
        Duration pause = pause(handle, LOOK_AND_HOLD, counters);
        if (pause.isZero()) {
            for (Counter counter : counters) {
                handle.createUpdate(TAKE)
                        .bind("id", counter.id())
                        .bind("micros", micros(counter.allowance().each()))
                        .bind("furthest", furthest(counter.allowance()))
                        .execute();
            }
        }
        return pause;
    }

    /** Until every one of them allows one more; zero when they do now. */
    private static Duration pause(Handle handle, String sql, List<Counter> counters) {
        Map<String, Long> ahead =
                handle.createQuery(sql)
                        .bindList("ids", counters.stream().map(Counter::id).toList())
                        .reduceResultSet(
                                new HashMap<String, Long>(),
                                (found, row, _) -> {
                                    found.put(row.getString(1), row.getLong(2));
                                    return found;
                                });
        long longest = 0;
        for (Counter counter : counters) {
            Allowance allowance = counter.allowance();
            long each = micros(allowance.each());
            long now = ahead.getOrDefault(counter.id(), 0L);
            long then = (now > furthest(allowance) ? 0 : Math.max(0, now)) + each;
            longest = Math.max(longest, then - each * allowance.atOnce());
        }
        return Duration.of(longest, ChronoUnit.MICROS);
    }

    private static long furthest(Allowance allowance) {
        return micros(allowance.each()) * allowance.atOnce() + ASTRAY_MICROS;
    }

    private static List<Counter> inOrder(List<Counter> counters) {
        return counters.stream().sorted(Comparator.comparing(Counter::id)).toList();
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    @Override
    public void giveBack(List<Counter> counters) {
        queries.transact(handle -> {
            for (Counter counter : inOrder(counters)) {
                handle.createUpdate(GIVE_BACK)
                        .bind("id", counter.id())
                        .bind("micros", micros(counter.allowance().each()))
                        .execute();
            }
            return counters.size();
        });
    }

    @Override
    public void remember(String id, Duration time) {
        queries.transact(handle ->
                handle.createUpdate(REMEMBER)
                        .bind("id", id)
                        .bind("micros", micros(time))
                        .execute());
    }

    @Override
    public boolean isRemembered(String id) {
        return queries.run(handle ->
                handle.createQuery(IS_REMEMBERED).bind("id", id).mapTo(Boolean.class).one());
    }

    @Override
    public int forget(int most) {
        return queries.transact(handle -> handle.createUpdate(FORGET).bind("most", most).execute());
    }
}
