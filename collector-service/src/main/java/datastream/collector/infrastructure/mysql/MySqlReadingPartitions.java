package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.retention.ReadingPartition;
import datastream.collector.usecase.retention.ReadingPartitions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of the table reading. That one collector at a time is at them is a lock by name of
 * the server; where several servers take writes it is not, and then the server's words on what is
 * there already, or no longer, do. Thread-safe.
 */
public final class MySqlReadingPartitions implements ReadingPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(MySqlReadingPartitions.class);

    /** Names of locks are the server's, not the database's. */
    private static final String LOCK =
            "CONCAT('datastream-retention-', LEFT(SHA2(DATABASE(), 256), 32))";

    private static final String TAKE_LOCK = "SELECT COALESCE(GET_LOCK(" + LOCK + ", 0), 0)";
    private static final String GIVE_LOCK_BACK = "DO RELEASE_LOCK(" + LOCK + ")";

    /**
     * In whole seconds, for the lock that a statement needs which changes partitions: it is refused
     * while any transaction uses the table, and whoever comes later waits behind it.
     */
    private static final String SHORT_PATIENCE = "SET SESSION lock_wait_timeout = 1";

    private static final String USUAL_PATIENCE = "SET SESSION lock_wait_timeout = DEFAULT";

    private final Queries queries;

    public MySqlReadingPartitions(Database database) {
        queries = database.queries();
    }

    @Override
    public <T> Optional<T> alone(Function<Turn, T> work) {
        return queries.run(handle -> {
            if (handle.createQuery(TAKE_LOCK).mapTo(Integer.class).one() == 0) {
                return Optional.empty();
            }
            try {
                handle.execute(SHORT_PATIENCE);
                return Optional.of(work.apply(new MySqlTurn(handle)));
            } finally {
                leave(handle);
            }
        });
    }

    /** A connection that is lost takes both with it. */
    private static void leave(Handle handle) {
        try {
            handle.execute(USUAL_PATIENCE);
            handle.execute(GIVE_LOCK_BACK);
        } catch (JdbiException e) {
            LOG.debug("The connection is lost, and its lock with it", e);
        }
    }

    private record MySqlTurn(Handle handle) implements Turn {

        /** More follows: what was counted anew in between would be forgotten with that. */
        private static final Duration UNTIL_THE_NEXT = Duration.ofMinutes(1);

        /** By then it has happened, or will not. */
        private static final Duration LONGEST_DROP = Duration.ofMinutes(1);

        private static final String COUNT =
                "SELECT COUNT(*) FROM (SELECT 1 FROM reading PARTITION (<name>) LIMIT :most) r";

        private static final String KEEP_SINCE =
                """
                INSERT INTO reading_retention (id, kept_since) VALUES (1, :instant)
                ON DUPLICATE KEY UPDATE kept_since = :instant
                """;

        private static final String KEEP_ALL = "DELETE FROM reading_retention";

        private static final String ANY =
                "SELECT EXISTS (SELECT 1 FROM reading WHERE ts < :before)";

        private static final String DELETE =
                "DELETE FROM reading WHERE ts < :before ORDER BY ts, sensor_id LIMIT :most";

        @Override
        public Instant now() {
            return EarlierClock.now(handle);
        }

        @Override
        public List<ReadingPartition> partitions() {
            return PartitionSql.partitions(handle);
        }

        @Override
        public int count(ReadingPartition partition, int most) {
            return handle.createQuery(COUNT)
                    .define("name", PartitionSql.quoted(partition.name()))
                    .bind("most", most)
                    .mapTo(Integer.class)
                    .one();
        }

        @Override
        public boolean split(ReadingPartition whole, List<Instant> at) {
            return change(PartitionSql.split(whole, at));
        }

        @Override
        public boolean drop(ReadingPartition partition) {
            Instant end = Objects.requireNonNull(partition.end());
            handle.useTransaction(h -> RollupGaps.openBefore(h, end, LONGEST_DROP));
            return change(PartitionSql.drop(partition));
        }

        private boolean change(String sql) {
            try {
                handle.execute(sql);
                return true;
            } catch (JdbiException e) {
                if (SqlFailures.isLockWait(e) || SqlFailures.isOtherPartition(e)) {
                    LOG.debug("Partitions are left as they are for now", e);
                    return false;
                }
                throw e;
            }
        }

        @Override
        public void keepSince(@Nullable Instant instant) {
            if (instant == null) {
                handle.execute(KEEP_ALL);
            } else {
                handle.createUpdate(KEEP_SINCE).bind("instant", utc(instant)).execute();
            }
        }

        @Override
        public int deleteBefore(Instant instant, int most) {
            return handle.inTransaction(h -> {
                boolean any =
                        h.createQuery(ANY).bind("before", utc(instant)).mapTo(Boolean.class).one();
                if (!any) {
                    return 0;
                }
                RollupGaps.openBefore(h, instant, UNTIL_THE_NEXT);
                return h.createUpdate(DELETE)
                        .bind("before", utc(instant))
                        .bind("most", most)
                        .execute();
            });
        }

        private static LocalDateTime utc(Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
    }
}
