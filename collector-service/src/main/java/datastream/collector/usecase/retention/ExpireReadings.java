package datastream.collector.usecase.retention;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.retention.PartitionPlan.Split;
import datastream.collector.usecase.retention.ReadingPartitions.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes partitions of readings ahead of time, and forgets readings that are too old: drops the
 * partitions in which there is nothing else, and deletes, in small transactions, what came in so
 * late, or with so wrong a time, that it lies in another. So whatever the partitions are, the same
 * readings are kept; they only make it quick. Any number of collectors may do so at once on one
 * database; one at a time does. Thread-safe.
 */
public final class ExpireReadings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireReadings.class);

    /** Long, since whoever stores readings may have to wait for a second in each. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    /** A partition of more is not divided: some tenths of a second, in which nobody can store. */
    static final int MOST_COPIED = 10_000;

    /** In one transaction. */
    static final int CHUNK = 2_000;

    /** Then another collector may have its turn. */
    private static final int CHUNKS = 50;

    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final ReadingPartitions partitions;
    private final ReadingRetention retention;
    private final Clock clock;
    private final RetentionRounds rounds = new RetentionRounds("readings", PAUSE, this::expireNow);

    /** Said once until it has become better. */
    private final AtomicBoolean saidTooFull = new AtomicBoolean();

    /** Written by the one thread, read by whoever counts. */
    private final AtomicLong dropped = new AtomicLong();

    private final AtomicLong deleted = new AtomicLong();

    public ExpireReadings(ReadingPartitions partitions, ReadingRetention retention, Clock clock) {
        this.partitions = partitions;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Makes partitions before the first reading can come in: after a long stop so many may come at
     * once that there is no dividing any more.
     */
    public void start() {
        try {
            partitions.alone(this::makeAhead);
        } catch (RuntimeException e) {
            LOG.debug(
                    "No partitions could be made at start; the rounds say why, if that goes on", e);
        }
        rounds.start();
    }

    /**
     * Does all that is to be done now, unless another collector is at it or somebody is in the way.
     *
     * @throws StoreUnavailable when the database cannot answer now; some may be done
     */
    void expireNow() {
        long before = deleted.get();
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = partitions.alone(this::expire).orElse(false);
        }
        if (deleted.get() > before) {
            LOG.info(
                    "{} readings were too old, and in a partition with others",
                    deleted.get() - before);
        }
    }

    /**
     * @return whether there is more to do
     */
    private boolean expire(Turn turn) {
        Instant now = makeAhead(turn);
        Instant keptSince = retention.keptSince(now);
        turn.keepSince(keptSince);
        return keptSince != null && drop(turn, keptSince) && delete(turn, keptSince);
    }

    /**
     * @return now, by that clock which is behind: one that is wrong must not forget everything
     */
    private Instant makeAhead(Turn turn) {
        Instant ours = clock.instant();
        Instant theirs = turn.now();
        Instant now = ours.isBefore(theirs) ? ours : theirs;
        PartitionPlan plan = new PartitionPlan(turn.partitions());
        boolean tooFull = false;
        for (Split split : plan.splits(retention.span().startsAfter(now))) {
            if (turn.count(split.whole(), MOST_COPIED + 1) > MOST_COPIED) {
                // The present one is so when there was no partition, or another span, before.
                tooFull |= !plan.around(now).equals(plan.around(split.at().getFirst()));
            } else if (!turn.split(split.whole(), split.at())) {
                break;
            }
        }
        sayTooFull(tooFull);
        return now;
    }

    private void sayTooFull(boolean tooFull) {
        if (!tooFull) {
            saidTooFull.set(false);
        } else if (!saidTooFull.getAndSet(true)) {
            LOG.warn(
                    "More than {} readings have times in the future, so that no partitions can be made for the next days. What is too old in them will be deleted piece by piece, which is slower. Delete these readings, or divide their partition when it suits (ALTER TABLE reading REORGANIZE PARTITION)",
                    MOST_COPIED);
        }
    }

    /**
     * @return whether all that is too old is dropped
     */
    private boolean drop(Turn turn, Instant keptSince) {
        for (ReadingPartition old : new PartitionPlan(turn.partitions()).before(keptSince)) {
            long start = System.nanoTime();
            if (Thread.currentThread().isInterrupted() || !turn.drop(old)) {
                return false;
            }
            dropped.incrementAndGet();
            LOG.info("Readings before {} were too old and are dropped", old.end());
            rest(System.nanoTime() - start);
        }
        return true;
    }

    /**
     * @return whether there may be more
     */
    private boolean delete(Turn turn, Instant keptSince) {
        for (int i = 0; i < CHUNKS && !Thread.currentThread().isInterrupted(); i++) {
            long start = System.nanoTime();
            int count = turn.deleteBefore(keptSince, CHUNK);
            deleted.addAndGet(count);
            if (count < CHUNK) {
                return false;
            }
            rest(System.nanoTime() - start);
        }
        return true;
    }

    /** As long as the work took, so that ingest has at least half of the database. */
    private static void rest(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(Math.min(nanos, LONGEST_REST.toNanos())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Partitions dropped since the start. */
    public long dropped() {
        return dropped.get();
    }

    /** Readings deleted since the start, not counting those in dropped partitions. */
    public long deleted() {
        return deleted.get();
    }

    @Override
    public void close() {
        rounds.close();
    }
}
