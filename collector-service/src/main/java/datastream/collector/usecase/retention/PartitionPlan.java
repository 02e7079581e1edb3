package datastream.collector.usecase.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which partitions are to be made of those that there are, and which are too old.
 *
 * @param partitions in the order of time; none when the table is not partitioned
 */
record PartitionPlan(List<ReadingPartition> partitions) {

    /**
     * A partition that is to be divided.
     *
     * @param whole what is divided
     * @param at where, in the order of time, within it
     */
    record Split(ReadingPartition whole, List<Instant> at) {}

    PartitionPlan {
        partitions = List.copyOf(partitions);
    }

    /** What makes each of these instants the end of a partition, but for those that are so. */
    List<Split> splits(List<Instant> ends) {
        Set<Instant> there =
                partitions.stream()
                        .map(ReadingPartition::end)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        Map<ReadingPartition, List<Instant>> parts = new LinkedHashMap<>();
        for (Instant end : ends) {
            if (!there.contains(end)) {
                around(end)
                        .ifPresent(whole ->
                                parts.computeIfAbsent(whole, _ -> new ArrayList<>()).add(end));
            }
        }
        return parts.entrySet().stream()
                .map(part -> new Split(part.getKey(), part.getValue()))
                .toList();
    }

    /** The partition that an instant lies in; none when the table is not partitioned. */
    Optional<ReadingPartition> around(Instant instant) {
        return partitions.stream().filter(partition -> !partition.endsBy(instant)).findFirst();
    }

    /** The partitions of which nothing is to be kept. */
    List<ReadingPartition> before(Instant keptSince) {
        return partitions.stream().filter(partition -> partition.endsBy(keptSince)).toList();
    }
}
