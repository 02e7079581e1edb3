package datastream.collector.usecase.retention;

import datastream.collector.domain.StoreUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The partitions of the stored readings, which any number of collectors share. Thread-safe. */
public interface ReadingPartitions {

    /**
     * Does something to them unless another collector is at it just now.
     *
     * @return what came of it; empty when another collector is at it
     * @throws StoreUnavailable when the database cannot answer now; some may be done
     */
    <T> Optional<T> alone(Function<Turn, T> work);

    /**
     * What can be done while no other collector does. What changes partitions waits a second at
     * most for those who use the readings, as everybody else waits behind it. Should another
     * collector do the same nevertheless, no harm comes of it.
     */
    interface Turn {

        /** By the clock of the database. */
        Instant now();

        /** In the order of time; none when the table is not partitioned. */
        List<ReadingPartition> partitions();

        /** How many readings are in a partition, counted up to {@code most}. */
        int count(ReadingPartition partition, int most);

        /**
         * Divides a partition, which copies what is in it while nobody can store readings.
         *
         * @param at where, in the order of time, within the partition
         * @return false when somebody was in the way, or has done it already
         */
        boolean split(ReadingPartition whole, List<Instant> at);

        /**
         * Forgets a partition with all that is in it.
         *
         * @return false when somebody was in the way, or has done it already
         */
        boolean drop(ReadingPartition partition);

        /**
         * Notes which readings are kept, for those who would bring others back.
         *
         * @param instant the first that is kept; null when all are
         */
        void keepSince(@Nullable Instant instant);

        /**
         * Deletes readings from before an instant in one transaction, the oldest first.
         *
         * @param most how many at most
         * @return how many were deleted
         */
        int deleteBefore(Instant instant, int most);
    }
}
