package datastream.collector.usecase.ingest;

import java.util.Map;
import java.util.Set;

/**
 * What a committed transaction did with each reading of its batch, by position. What is neither
 * duplicate nor conflict is newly stored.
 *
 * @param duplicates positions of readings that were stored before with the same value
 * @param conflicts positions of readings whose key holds another value, with that value
 */
public record BatchResult(Set<Integer> duplicates, Map<Integer, Double> conflicts) {

    /** Every reading is new: the usual case. */
    public static final BatchResult ALL_NEW = new BatchResult(Set.of(), Map.of());

    public BatchResult {
        duplicates = Set.copyOf(duplicates);
        conflicts = Map.copyOf(conflicts);
    }
}
