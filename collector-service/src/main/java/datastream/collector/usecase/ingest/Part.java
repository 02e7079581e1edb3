package datastream.collector.usecase.ingest;

import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;

/**
 * The readings of one submission that go to one lane.
 *
 * @param lane index of the lane
 * @param readings in the submission's order
 * @param position where reading i of this part stands in the submission
 * @param result completes after the commit, with positions of the submission
 */
record Part(
        int lane,
        List<Reading> readings,
        IntUnaryOperator position,
        CompletableFuture<BatchResult> result) {

    /** Splits a submission by sensor. A sensor's readings all go to the same lane, in order. */
    static List<Part> split(List<Reading> readings, int lanes) {
        int first = laneOf(readings.getFirst(), lanes);
        if (readings.stream().allMatch(reading -> laneOf(reading, lanes) == first)) {
            return List.of(new Part(first, readings, i -> i, new CompletableFuture<>()));
        }
        List<List<Integer>> positions = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            positions.add(new ArrayList<>());
        }
        for (int i = 0; i < readings.size(); i++) {
            positions.get(laneOf(readings.get(i), lanes)).add(i);
        }
        List<Part> parts = new ArrayList<>(lanes);
        for (int lane = 0; lane < lanes; lane++) {
            List<Integer> own = positions.get(lane);
            if (!own.isEmpty()) {
                List<Reading> picked = own.stream().map(readings::get).toList();
                parts.add(new Part(lane, picked, own::get, new CompletableFuture<>()));
            }
        }
        return parts;
    }

    /**
     * Completes this part with its share of the result of a batch in which it began at {@code
     * start}.
     */
    void settle(BatchResult batch, int start) {
        if (batch.equals(BatchResult.ALL_NEW)) {
            result.complete(batch);
            return;
        }
        int end = start + readings.size();
        Set<Integer> duplicates = new HashSet<>();
        for (int i : batch.duplicates()) {
            if (i >= start && i < end) {
                duplicates.add(position.applyAsInt(i - start));
            }
        }
        Map<Integer, Double> conflicts = new HashMap<>();
        batch.conflicts()
                .forEach((i, stored) -> {
                    if (i >= start && i < end) {
                        conflicts.put(position.applyAsInt(i - start), stored);
                    }
                });
        result.complete(new BatchResult(duplicates, conflicts));
    }

    /** The result of the whole submission, once every part has its own. */
    static CompletableFuture<BatchResult> join(List<Part> parts) {
        CompletableFuture<BatchResult> joined = parts.getFirst().result();
        for (Part part : parts.subList(1, parts.size())) {
            joined = joined.thenCombine(part.result(), Part::merge);
        }
        return joined;
    }

    private static BatchResult merge(BatchResult one, BatchResult other) {
        Set<Integer> duplicates = new HashSet<>(one.duplicates());
        duplicates.addAll(other.duplicates());
        Map<Integer, Double> conflicts = new HashMap<>(one.conflicts());
        conflicts.putAll(other.conflicts());
        return new BatchResult(duplicates, conflicts);
    }

    private static int laneOf(Reading reading, int lanes) {
        return Math.floorMod(reading.sensor().hashCode(), lanes);
    }
}
