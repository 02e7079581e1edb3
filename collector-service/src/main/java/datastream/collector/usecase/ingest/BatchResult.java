package datastream.collector.usecase.ingest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * What a committed transaction did with each reading of its batch, by position. What is nothing of
 * these is newly stored.
 *
 * @param duplicates positions of readings that were stored before with the same value
 * @param conflicts positions of readings whose key holds another value, with that value
 * @param refused positions of readings that the store refuses, with its reason
 */
public record BatchResult(
        Set<Integer> duplicates, Map<Integer, Double> conflicts, Map<Integer, String> refused) {

    /** Every reading is new: the usual case. */
    public static final BatchResult ALL_NEW = new BatchResult(Set.of(), Map.of());

    public BatchResult {
        duplicates = Set.copyOf(duplicates);
        conflicts = Map.copyOf(conflicts);
        refused = Map.copyOf(refused);
    }

    /** A result without refused readings. */
    public BatchResult(Set<Integer> duplicates, Map<Integer, Double> conflicts) {
        this(duplicates, conflicts, Map.of());
    }

    boolean allNew() {
        return duplicates.isEmpty() && conflicts.isEmpty() && refused.isEmpty();
    }

    /** Both results as one; their positions do not meet. */
    BatchResult and(BatchResult other) {
        if (other.allNew()) {
            return this;
        }
        Set<Integer> bothDuplicates = new HashSet<>(duplicates);
        bothDuplicates.addAll(other.duplicates);
        return new BatchResult(
                bothDuplicates, union(conflicts, other.conflicts), union(refused, other.refused));
    }

    /** The same of the positions from {@code start} to before {@code end}, told elsewhere. */
    BatchResult select(int start, int end, IntUnaryOperator position) {
        if (allNew()) {
            return this;
        }
        Set<Integer> selected = new HashSet<>();
        for (int i = start; i < end; i++) {
            if (duplicates.contains(i)) {
                selected.add(position.applyAsInt(i));
            }
        }
        return new BatchResult(
                selected,
                select(conflicts, start, end, position),
                select(refused, start, end, position));
    }

    private static <V> Map<Integer, V> union(Map<Integer, V> one, Map<Integer, V> other) {
        Map<Integer, V> both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    private static <V> Map<Integer, V> select(
            Map<Integer, V> values, int start, int end, IntUnaryOperator position) {
        if (values.isEmpty()) {
            return values;
        }
        Map<Integer, V> selected = new HashMap<>();
        for (int i = start; i < end; i++) {
            V value = values.get(i);
            if (value != null) {
                selected.put(position.applyAsInt(i), value);
            }
        }
        return selected;
    }
}
