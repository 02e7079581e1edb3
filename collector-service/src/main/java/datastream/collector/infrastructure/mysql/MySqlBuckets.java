package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.limit.Buckets;
import datastream.collector.usecase.limit.RequestLimit;
import java.time.Duration;

/**
 * Buckets in the table request_bucket. Of each only the instant is kept at which it is full again,
 * as {@link MySqlAttempts} does it; who takes tokens moves it on by their time, and holds the row
 * before he reads the clock. Thread-safe.
 */
public final class MySqlBuckets implements Buckets {

    /** Further ahead than this, when it is said to be full, nobody has moved it: the clock has. */
    private static final long ASTRAY_MICROS = Duration.ofSeconds(1).toNanos() / 1_000;

    private static final String HOLD =
            """
            INSERT INTO request_bucket (id, full_at) VALUES (:id, UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE full_at =
                IF(full_at > UTC_TIMESTAMP(6) + INTERVAL :furthest MICROSECOND, UTC_TIMESTAMP(6),
                    GREATEST(full_at, UTC_TIMESTAMP(6)))
            """;

    private static final String AHEAD =
            """
            SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), full_at) FROM request_bucket
            WHERE id = :id
            """;

    private static final String MOVE =
            "UPDATE request_bucket SET full_at = full_at + INTERVAL :micros MICROSECOND WHERE id = :id";

    private static final String FORGET =
            """
            DELETE FROM request_bucket WHERE full_at < UTC_TIMESTAMP(6)
            ORDER BY full_at LIMIT :most
            """;

    private final Queries queries;

    public MySqlBuckets(Database database) {
        queries = database.limits();
    }

    @Override
    public Lease take(String id, RequestLimit limit, int most) {
        return queries.transact(handle -> {
            handle.createUpdate(HOLD)
                    .bind("id", id)
                    .bind("furthest", limit.wholeMicros() + ASTRAY_MICROS)
                    .execute();
            long ahead = handle.createQuery(AHEAD).bind("id", id).mapTo(Long.class).one();
            int tokens = tokens(limit, ahead, most);
            if (tokens > 0) {
                long micros = tokens * limit.eachMicros();
                handle.createUpdate(MOVE).bind("id", id).bind("micros", micros).execute();
            }
            return new Lease(ahead, tokens);
        });
    }

    private static int tokens(RequestLimit limit, long ahead, int most) {
        long room = limit.wholeMicros() - Math.max(0, ahead);
        return Math.clamp(room / limit.eachMicros(), 0, most);
    }

    @Override
    public int forget(int most) {
        return queries.transact(handle -> handle.createUpdate(FORGET).bind("most", most).execute());
    }
}
