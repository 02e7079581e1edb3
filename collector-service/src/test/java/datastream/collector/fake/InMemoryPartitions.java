package datastream.collector.fake;

import datastream.collector.usecase.retention.ReadingPartition;
import datastream.collector.usecase.retention.ReadingPartitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Partitions of readings that are only instants. */
public final class InMemoryPartitions implements ReadingPartitions {

    /** The end of each partition but the last. */
    public final List<Instant> ends = new ArrayList<>();

    /** How many readings were measured at an instant. */
    public final TreeMap<Instant, Integer> readings = new TreeMap<>();

    public @Nullable Instant keptSince;
    public Instant now = Instant.MAX;
    public boolean somebodyIsInTheWay;
    public boolean anotherIsAtIt;

    @Override
    public <T> Optional<T> alone(Function<Turn, T> work) {
        return anotherIsAtIt ? Optional.empty() : Optional.of(work.apply(new InMemoryTurn()));
    }

    private final class InMemoryTurn implements Turn {

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public List<ReadingPartition> partitions() {
            List<ReadingPartition> all = new ArrayList<>();
            ends.forEach(end -> all.add(new ReadingPartition("before " + end, end)));
            all.add(new ReadingPartition("later", null));
            return all;
        }

        @Override
        public int count(ReadingPartition partition, int most) {
            int count = 0;
            for (var some : readings.entrySet()) {
                count += around(some.getKey()).equals(partition) ? some.getValue() : 0;
            }
            return Math.min(count, most);
        }

        private ReadingPartition around(Instant instant) {
            return partitions().stream()
                    .filter(some -> some.end() == null || some.end().isAfter(instant))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public boolean split(ReadingPartition whole, List<Instant> at) {
            if (!somebodyIsInTheWay) {
                ends.addAll(at);
                ends.sort(null);
            }
            return !somebodyIsInTheWay;
        }

        @Override
        public boolean drop(ReadingPartition partition) {
            if (!somebodyIsInTheWay) {
                readings.keySet().removeIf(some -> around(some).equals(partition));
                ends.remove(partition.end());
            }
            return !somebodyIsInTheWay;
        }

        @Override
        public void keepSince(@Nullable Instant instant) {
            keptSince = instant;
        }

        @Override
        public int deleteBefore(Instant instant, int most) {
            int left = most;
            while (left > 0 && !readings.isEmpty() && readings.firstKey().isBefore(instant)) {
                int some = Math.min(left, readings.firstEntry().getValue());
                readings.computeIfPresent(
                        readings.firstKey(), (_, count) -> count == some ? null : count - some);
                left -= some;
            }
            return most - left;
        }
    }
}
